import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { EventQuery } from '../../../eventstore/eventstore.js';
import { InvalidRequest } from '../../../http/problem.js';
import { AGGREGATE_TYPES, EVENT_TYPES } from '../queries/event-types.js';
import { QueryEvents } from '../queries/query-events.js';
import type { EventStreamQuery } from './event-stream.dto.js';
import { nearest } from './nearest.js';

/** Refuses types of events and aggregates that there are not, and names the nearest ones. */
@Injectable()
export class KnownEventNames {
  constructor(private readonly queries: QueryBus) {}

  /** @throws InvalidRequest */
  async refuseUnknown(tenant: string, query: EventStreamQuery): Promise<void> {
    const { types = [], aggregateType } = eventFilter(query);
    await this.refuseUnknownTypes(tenant, types);
    await this.refuseUnknownAggregate(tenant, aggregateType);
  }

  /** A type that this version does not know may stand in the log all the same: of an older version, or a newer node. */
  private async refuseUnknownTypes(tenant: string, types: readonly string[]): Promise<void> {
    for (const type of new Set(types.filter((name) => !EVENT_TYPES.includes(name)))) {
      const recorded: EventQuery = { types: [type], order: 'asc', limit: 1 };
      const [event] = await this.queries.execute(new QueryEvents(tenant, recorded));
      if (event) continue;
      const near = nearest(type, EVENT_TYPES).join(', ');
      const detail = `"${type}" is no type of event; the nearest are ${near}. GET /v1/event-types names all`;
      throw InvalidRequest.of('query', 'type', 'event_type', detail);
    }
  }

  private async refuseUnknownAggregate(tenant: string, type: string | undefined): Promise<void> {
    if (type === undefined || AGGREGATE_TYPES.includes(type)) return;
    const recorded: EventQuery = { aggregateType: type, order: 'asc', limit: 1 };
    const [event] = await this.queries.execute(new QueryEvents(tenant, recorded));
    if (event) return;
    const detail = `"${type}" is no type of aggregate; there are ${AGGREGATE_TYPES.join(', ')}`;
    throw InvalidRequest.of('query', 'aggregate_type', 'aggregate_type', detail);
  }
}

/** The filters of a request as the event store knows them. */
export function eventFilter(query: EventStreamQuery): Omit<EventQuery, 'order' | 'limit' | 'after'> {
  return given({
    project: query.project,
    aggregateType: query.aggregate_type,
    aggregateId: query.aggregate_id,
    types: query.type?.split(',').map((type) => type.trim()),
    actor: query.actor,
    source: query.origin,
    correlationId: query.correlation_id,
    from: query.from,
    to: query.to,
    before: query.before,
  });
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
