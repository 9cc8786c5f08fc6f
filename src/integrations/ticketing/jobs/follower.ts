import { Injectable, Logger } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { follow } from '../../../eventstore/subscription.js';
import { type KnownConnection } from '../../../features/connections/connections.module.js';
import { asItemEvent, ITEM_EVENT_TYPES, itemOfStream } from '../../../features/items/item.events.js';
import { GetItem } from '../../../features/items/items.module.js';
import { ChangeTickets } from '../../../features/items/commands/change-tickets.js';
import { actingMeta } from '../acting.js';
import { Connections } from '../connections.js';
import type { ConnectionJob } from './job.js';
import { JobStore } from './job-store.js';
import { asksForTicket, effectOf, isEcho, isMeant, isShown, ruleOf, ticketsAt } from './plan.js';

const POLL_MS = 10_000;
const AT_ONCE = 100;

/**
 * Turns what happens to items into jobs. The jobs of a batch and the cursor commit together, so each event becomes each
 * of its jobs once; two nodes that follow one log cannot both win.
 */
@Injectable()
export class Follower {
  private readonly log = new Logger('Ticketing');

  constructor(
    private readonly store: EventStore,
    private readonly jobs: JobStore,
    private readonly connections: Connections,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Follows a tenant's log until `signal`; `onJobs` hears of new jobs. Throws what the database throws. */
  async run(tenant: string, signal: AbortSignal, onJobs: () => void): Promise<void> {
    const after = await this.jobs.cursor(tenant);
    if (after === null) return;
    let from = after;
    const options = { after, types: ITEM_EVENT_TYPES, pollMs: POLL_MS, signal, limit: AT_ONCE };
    for await (const batch of follow(this.store, tenant, options)) {
      const found = batch.events.length === 0 ? [] : await this.jobsOf(tenant, batch.events);
      // Another node came first: it goes on from where that one is, the next time.
      if (!(await this.jobs.advance(tenant, from, batch.position, found))) return;
      from = batch.position;
      if (found.length > 0) onJobs();
    }
  }

  private async jobsOf(tenant: string, events: readonly RecordedEvent[]): Promise<ConnectionJob[]> {
    const connections = await this.connections.all(tenant);
    const jobs: ConnectionJob[] = [];
    for (const event of events)
      if (event.outcome === 'success') jobs.push(...(await this.ofEvent(tenant, event, connections)));
    return jobs;
  }

  private async ofEvent(
    tenant: string,
    recorded: RecordedEvent,
    connections: readonly KnownConnection[],
  ): Promise<ConnectionJob[]> {
    const event = asItemEvent(recorded);
    const meant = connections.filter((connection) => isMeant(connection, recorded));
    if (!event || meant.length === 0) return [];
    const { checklistId, itemId } = itemOfStream(recorded.stream);
    const item = { project: recorded.project ?? '', checklist: checklistId, item: itemId };
    const { position } = recorded;
    if (event.type === 'item.ticket_requested') {
      const { ticket_id: ticket, connection_id: connection } = event.payload;
      const isKnown = meant.some(({ id }) => id === connection);
      return isKnown ? [{ connection, job: { kind: 'create', ticket, item, position } }] : [];
    }
    const [rule, effect] = [ruleOf(event), effectOf(event)];
    if (rule === null && effect === null && !meant.some((connection) => isShown(connection, event)))
      return [];
    const [stream = []] = await this.store.readStreams(tenant, [recorded.stream]);
    // One that is taken off stood before.
    const isTakenOff = event.type === 'item.ticket_unlinked';
    const tickets = ticketsAt(stream, recorded.sequence - (isTakenOff ? 1 : 0));
    for (const connection of meant)
      if (asksForTicket(connection, rule, tickets))
        await this.request(tenant, connection, recorded, item, rule);
    return tickets.flatMap(({ id: ticket, connectionId }): ConnectionJob[] => {
      const connection = meant.find(({ id }) => id === connectionId);
      const isOther = 'ticket_id' in event.payload && event.payload.ticket_id !== ticket;
      if (!connection || isOther) return [];
      const isTold = effect !== null && !isEcho(recorded, connectionId, ticket);
      if (!isTold && !isShown(connection, event)) return [];
      return [{ connection: connectionId, job: { kind: 'tell', ticket, item, position } }];
    });
  }

  /** Asking is idempotent: the item's own events say whether it was done. */
  private async request(
    tenant: string,
    connection: KnownConnection,
    { correlationId, id, project, stream }: RecordedEvent,
    item: { project: string; checklist: string; item: string },
    rule: ReturnType<typeof ruleOf>,
  ): Promise<void> {
    try {
      if (connection.rules.levels !== null && !(await this.isOfLevel(tenant, connection, item))) return;
      const meta = actingMeta(tenant, connection.id, { cause: id, correlation: correlationId });
      const ask = { ticketId: opaqueId('tkt'), connectionId: connection.id, rule };
      await this.commands.execute(new ChangeTickets(meta, item, { do: 'request', ...ask }));
    } catch (error) {
      // A closed checklist, or an item that an upgrade took away: nobody is to do anything about it any more.
      if (!(error instanceof Refusal)) throw error;
      this.log.warn(
        { tenant, connection: connection.id, project, stream: stream.id, err: error },
        'no ticket is asked for',
      );
    }
  }

  private async isOfLevel(
    tenant: string,
    { rules }: KnownConnection,
    item: { project: string; checklist: string; item: string },
  ): Promise<boolean> {
    const ids = { projectId: item.project, checklistId: item.checklist, itemId: item.item };
    const { value } = await this.queries.execute(new GetItem(tenant, ids, 'current'));
    return rules.levels?.includes(value.level) ?? true;
  }
}
