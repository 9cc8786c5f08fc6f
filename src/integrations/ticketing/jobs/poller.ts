import { Injectable, Logger } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { FindTickets, OpenTickets } from '../../../features/items/items.module.js';
import { TicketingFailed } from '../connector-errors.js';
import { ConnectorFactory } from '../connector-factory.js';
import { JobStore } from './job-store.js';
import { PollStore } from './poll-store.js';

/** Changes are asked for again from so long before the newest that was seen: they may become visible out of order. */
const OVERLAP_SECONDS = 120;
const AT_ONCE = 500;
/** Tickets that are read again in a round. */
const READ_AT_ONCE = 100;
const MOST_REST_SECONDS = 86_400;

/** Asks a system what has changed, and has the tickets that are linked here read. */
@Injectable()
export class Poller {
  private readonly log = new Logger('Ticketing');

  constructor(
    private readonly queries: QueryBus,
    private readonly factory: ConnectorFactory,
    private readonly jobs: JobStore,
    private readonly polls: PollStore,
  ) {}

  /** Where it is due and no other node does it. What goes wrong is kept with the connection and tried the next time. */
  async poll(tenant: string, connection: KnownConnection): Promise<void> {
    const { id, rules, createdAt } = connection;
    const claimed = await this.polls.claim(tenant, id, rules.poll_seconds);
    if (!claimed) return;
    try {
      const connector = await this.factory.of(tenant, connection);
      if (connector.capabilities.read) await this.readAgain(tenant, id);
      if (!connector.capabilities.poll) return await this.polls.end(tenant, id, null, null);
      const from = Date.parse(claimed.changedAt ?? createdAt) - OVERLAP_SECONDS * 1000;
      const { tickets, cursor } = await connector.changesSince(new Date(from).toISOString());
      for (let at = 0; at < tickets.length; at += AT_ONCE) {
        const ids = tickets.slice(at, at + AT_ONCE).map(({ externalId }) => externalId);
        const places = await this.queries.execute(new FindTickets(tenant, id, ids));
        const known = [...new Set(places.map((place) => place.external_id))];
        if (known.length > 0) await this.jobs.haveRead(tenant, id, known);
      }
      await this.polls.end(tenant, id, cursor, null);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      this.log.warn({ tenant, connection: id, error: words }, 'changes of tickets could not be asked for');
      const rest = error instanceof TicketingFailed ? error.retryAfter : null;
      await this.polls.end(tenant, id, null, words, rest === null ? null : Math.min(rest, MOST_REST_SECONDS));
    }
  }

  /** What no list of changes tells: a ticket that was deleted, merged into another, or moved out of the place. */
  private async readAgain(tenant: string, connection: string): Promise<void> {
    const after = await this.polls.beginReading(tenant, connection);
    if (after === null) return;
    const ids = await this.queries.execute(new OpenTickets(tenant, connection, after, READ_AT_ONCE));
    await this.jobs.readAgain(tenant, connection, ids);
    await this.polls.endReading(tenant, connection, ids.length < READ_AT_ONCE ? '' : (ids.at(-1) ?? ''));
  }
}
