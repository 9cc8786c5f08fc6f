import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Refusal } from '../../../eventstore/refusal.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { ObserveTicket } from '../../../features/items/commands/observe-ticket.js';
import { FindTickets, type TicketPlace } from '../../../features/items/items.module.js';
import { actingMeta } from '../acting.js';
import { TicketingFailed } from '../connector-errors.js';
import type { TicketConnector, TicketSnapshot, TicketUser } from '../connector.js';
import { boundedSnapshot } from '../bounded.js';
import { isSameUser, memberOf, stateOf } from '../mapping.js';
import { Members } from '../members.js';
import type { ObserveJob } from './job.js';
import { JobStore } from './job-store.js';

/** Tells items how their tickets stand. Telling it twice, or late, records nothing more. */
@Injectable()
export class Observer {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly jobs: JobStore,
    private readonly members: Members,
  ) {}

  /**
   * Reads a ticket and tells every item that it is linked to. `snapshot`: where it cannot be read. Throws TicketingFailed
   * (refused) after all of them where the rules of one did not let it be attested.
   */
  async observe(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    seen: Pick<ObserveJob, 'externalId' | 'snapshot' | 'lastCode'>,
  ): Promise<void> {
    const places = await this.queries.execute(new FindTickets(tenant, connection.id, [seen.externalId]));
    if (places.length === 0) {
      if (!(await this.jobs.isCreating(tenant, connection.id))) return;
      // Whose answer was lost, or comes late: only when it is linked does anybody know of which item it is.
      throw new TicketingFailed('unavailable', 'it may be the ticket that is just being made');
    }
    const found = seen.snapshot ?? (await connector.read(seen.externalId)) ?? gone(seen.externalId);
    const snapshot = boundedSnapshot(found);
    const refusals: string[] = [];
    const how = { isOurs: false, isRetry: seen.lastCode === 'refused' };
    for (const place of places) {
      const refusal = await this.tell(tenant, connection, connector, place, snapshot, how);
      if (refusal !== null) refusals.push(refusal);
    }
    if (refusals.length > 0) throw new TicketingFailed('refused', refusals.join('; '));
  }

  /** Tells one item, and gives what its rules have against attesting it. `isOurs`: what was seen is what we have just written. */
  async tell(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    { ticket, ...item }: Omit<TicketPlace, 'external_id'>,
    snapshot: TicketSnapshot,
    { isOurs, isRetry }: { readonly isOurs: boolean; readonly isRetry: boolean },
  ): Promise<string | null> {
    const { id, rules, place } = connection;
    const state = stateOf(rules.states, snapshot);
    const by = snapshot.statusChange?.by ?? null;
    const ours = isOurs || (await this.isEcho(tenant, id, ticket, state, connector, by));
    const named = ours ? null : memberOf(place?.people ?? [], by);
    const member =
      named !== null && (await this.members.mayAttest(tenant, named, item.project)) ? named : null;
    const isChecking = rules.on_done === 'check' || (rules.on_done === 'check_if_known' && member !== null);
    const seen = {
      ticketId: ticket,
      state,
      status: snapshot.status,
      changedAt: snapshot.isGone ? null : (snapshot.statusChange?.at ?? snapshot.updatedAt),
      by: by === null ? null : (by.login ?? by.id),
      ours,
    };
    const reason = `${snapshot.key} is ${snapshot.status} in ${place?.name ?? connection.key}`;
    const meta = actingMeta(tenant, id, { cause: ticket, ...(member === null ? {} : { actor: member }) });
    const otherwise = rules.on_done === 'check_if_known' ? 'unknown' : 'propose';
    const onDone = { effect: isChecking ? 'check' : otherwise, reason } as const;
    try {
      await this.commands.execute(new ObserveTicket(meta, item, seen, onDone, isRetry));
      return null;
    } catch (error) {
      // The item is gone, its checklist closed, or the ticket was taken off meanwhile.
      if (!(error instanceof Refusal)) throw error;
      return error.code === 'not_found' || error.code === 'closed' ? null : error.message;
    }
  }

  /** A state that a job of ours set out to write, and our own account did; nobody knows of some systems who did. */
  private async isEcho(
    tenant: string,
    connection: string,
    ticket: string,
    state: string,
    connector: TicketConnector,
    by: TicketUser | null,
  ): Promise<boolean> {
    if (!(await this.jobs.isWriting(tenant, connection, ticket, state))) return false;
    if (by === null) return true;
    const us = await connector.whoAmI();
    return us.id === '' || isSameUser(us, by);
  }
}

/** A ticket that is not there any more asks for nothing. No time: whatever it says when it is there again is newer. */
function gone(externalId: string): TicketSnapshot {
  const at = new Date().toISOString();
  const ref = { externalId, key: externalId, url: '' };
  return { ...ref, status: 'deleted', isClosed: true, isGone: true, updatedAt: at, statusChange: null };
}
