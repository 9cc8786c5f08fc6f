import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { EventQuery } from '../../../eventstore/eventstore.js';
import { InvalidRequest, type MemberError, pointer } from '../../../http/problem.js';
import { AGGREGATE_TYPES, EVENT_TYPES } from '../queries/event-types.js';
import { QueryEvents } from '../queries/query-events.js';
import type { EventStreamQuery } from './event-stream.dto.js';
import { nearest } from './nearest.js';

type View = Pick<EventQuery, 'within'>;

/** What types begin with. */
const PREFIXES = [...new Set(EVENT_TYPES.map((type) => type.split('.')[0] ?? ''))];

/** Refuses types of events and aggregates that there are not, and names the nearest ones. */
@Injectable()
export class KnownEventNames {
  constructor(private readonly queries: QueryBus) {}

  /**
   * `own` is what the caller's view of the log is narrowed to: nobody is told what is recorded elsewhere.
   * @throws InvalidRequest
   */
  async refuseUnknown(tenant: string, query: EventStreamQuery, own: View = {}): Promise<void> {
    const { types = [], aggregateType } = eventFilter(query);
    await this.refuseUnknownTypes(tenant, types, own);
    await this.refuseUnknownAggregate(tenant, aggregateType, own);
  }

  /**
   * The same for what a filter in the body may name: types, and `item.*` for all of an aggregate; `member` is its place.
   * @throws InvalidRequest
   */
  async refuseUnknownPatterns(tenant: string, member: string, patterns: readonly string[]): Promise<void> {
    const faults = await Promise.all(
      patterns.map(async (pattern, index): Promise<MemberError[]> => {
        const detail = pattern.endsWith('.*')
          ? await this.wrongPrefix(tenant, pattern.slice(0, -2))
          : await this.wrongType(tenant, pattern);
        return detail === null ? [] : [{ pointer: pointer(member, index), code: 'event_type', detail }];
      }),
    );
    const [first, ...others] = faults.flat();
    if (first) throw new InvalidRequest([first, ...others]);
  }

  /** A type that this version does not know may stand in the log all the same: of an older version, or a newer node. */
  private async refuseUnknownTypes(tenant: string, types: readonly string[], own: View): Promise<void> {
    for (const type of new Set(types)) {
      const detail = await this.wrongType(tenant, type, own);
      if (detail !== null) throw InvalidRequest.of('query', 'type', 'event_type', detail);
    }
  }

  private async wrongType(tenant: string, type: string, own: View = {}): Promise<string | null> {
    if (EVENT_TYPES.includes(type) || (await this.isRecorded(tenant, { types: [type], ...own }))) return null;
    const near = nearest(type, EVENT_TYPES).join(', ');
    return `"${type}" is no type of event; the nearest are ${near}. GET /v1/event-types names all`;
  }

  private async wrongPrefix(tenant: string, prefix: string): Promise<string | null> {
    if (PREFIXES.includes(prefix) || (await this.isRecorded(tenant, { aggregateType: prefix }))) return null;
    const near = nearest(prefix, PREFIXES)
      .map((name) => `${name}.*`)
      .join(', ');
    return `no type of event begins with "${prefix}."; the nearest are ${near}. GET /v1/event-types names all`;
  }

  private async isRecorded(
    tenant: string,
    filter: Pick<EventQuery, 'types' | 'aggregateType'> & View,
  ): Promise<boolean> {
    const query: EventQuery = { ...filter, order: 'asc', limit: 1 };
    return (await this.queries.execute(new QueryEvents(tenant, query))).length > 0;
  }

  private async refuseUnknownAggregate(tenant: string, type: string | undefined, own: View): Promise<void> {
    if (type === undefined || AGGREGATE_TYPES.includes(type)) return;
    if (await this.isRecorded(tenant, { aggregateType: type, ...own })) return;
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
