import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ActorNames } from '../../../features/access/access.module.js';
import type { ConnectionRules } from '../../../features/connections/connection.events.js';
import type { KnownConnection } from '../../../features/connections/connections.module.js';
import { ChangeTickets } from '../../../features/items/commands/change-tickets.js';
import { asItemEvent, type ItemEvent, itemStream } from '../../../features/items/item.events.js';
import { describeItemEvent } from '../../../features/items/item-words.events.js';
import { GetItem, type ItemView } from '../../../features/items/items.module.js';
import type { LinkedTicket } from '../../../features/items/ticket.rules.js';
import { actingMeta } from '../acting.js';
import type { TicketConnector, WritableState } from '../connector.js';
import { ConnectorFactory } from '../connector-factory.js';
import { boundedRef, boundedSnapshot } from '../bounded.js';
import { stateOf } from '../mapping.js';
import { ticketWords } from '../ticket-text.js';
import type { Job, OutJob } from './job.js';
import { JobStore } from './job-store.js';
import { Observer } from './observer.js';
import { effectOf, isEcho, isShown, ticketsAt } from './plan.js';
import { ShownItems } from './shown-items.js';

const OURS = { isOurs: true, isRetry: false };

/** Does what jobs ask for. Every step may be done again. */
@Injectable()
export class JobRunner {
  constructor(
    private readonly factory: ConnectorFactory,
    private readonly store: EventStore,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly observer: Observer,
    private readonly jobs: JobStore,
    private readonly names: ActorNames,
    private readonly shown: ShownItems,
  ) {}

  /** Throws what the other system, the database or the templates have against it. */
  async run(tenant: string, connection: KnownConnection, job: Job): Promise<void> {
    const connector = await this.factory.of(tenant, connection);
    if (job.kind === 'observe') return await this.observer.observe(tenant, connection, connector, job);
    const { checklist, item } = job.item;
    const [stream = []] = await this.store.readStreams(tenant, [itemStream(checklist, item)]);
    const ticket = ticketsAt(stream, Infinity).find(({ id }) => id === job.ticket);
    // Taken off meanwhile, or just now.
    if (!ticket) return await this.shown.hide(tenant, connection, connector, job, stream);
    if (job.kind === 'create') await this.create(tenant, connection, connector, job, ticket);
    else await this.tell(tenant, connection, connector, job, ticket);
  }

  private async create(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    job: OutJob,
    ticket: LinkedTicket,
  ): Promise<void> {
    if (ticket.externalId !== null) return;
    const [asked] = await this.store.readPositions(tenant, [job.position]);
    const since = asked?.createdAt ?? new Date(0).toISOString();
    // A first attempt, too, may be another's whose answer was lost: only its number tells.
    const found = job.attempts > 1 ? await connector.findByMark(job.ticket, since) : null;
    const ref = boundedRef(
      found ?? (await connector.create(await this.draft(tenant, connection, job, since))),
    );
    const read = connector.capabilities.read ? await connector.read(ref.externalId) : null;
    const snapshot = read && boundedSnapshot(read);
    const change = {
      do: 'link',
      how: 'created',
      found: {
        ticketId: job.ticket,
        connectionId: connection.id,
        system: connection.system,
        externalId: ref.externalId,
        externalKey: ref.key,
        url: ref.url,
        state: snapshot ? stateOf(connection.rules.states, snapshot) : 'open',
        status: snapshot?.status ?? 'open',
      },
    } as const;
    const meta = actingMeta(tenant, connection.id, { cause: asked?.id ?? job.ticket });
    await this.commands.execute(new ChangeTickets(meta, job.item, change)).catch(ignoreClosed);
  }

  private async draft(tenant: string, connection: KnownConnection, job: OutJob, since: string) {
    const { project: projectId, checklist: checklistId, item: itemId } = job.item;
    const { value: item } = await this.queries.execute(
      new GetItem(tenant, { projectId, checklistId, itemId }, 'current'),
    );
    const { place, rules } = connection;
    if (!place) throw new Error('a connector was made of a connection without a place');
    const [asked] = await this.store.readPositions(tenant, [job.position]);
    const event = asked && asItemEvent(asked);
    const words = ticketWords(
      place,
      event?.payload.project_key ?? '',
      item,
      rules.tell_reasons ? why(item) : null,
    );
    return { mark: job.ticket, since, ...words };
  }

  private async tell(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    job: OutJob,
    ticket: LinkedTicket,
  ): Promise<void> {
    const [recorded] = await this.store.readPositions(tenant, [job.position]);
    const event = recorded && asItemEvent(recorded);
    const { externalId } = ticket;
    if (!recorded || !event || externalId === null) return;
    const { rules } = connection;
    const way = wayOf(rules, event);
    if (way !== 'nothing' && !isEcho(recorded, connection.id, job.ticket)) {
      const said = await this.words(tenant, recorded, event, rules.tell_reasons);
      const page =
        event.type === 'item.ticket_linked' ? await this.shown.pageOf(tenant, connection, job, event) : null;
      const text = page === null ? said : `${said}\n${page}`;
      const mark = `${job.ticket}@${job.position}`;
      await connector.comment(externalId, { mark, text }, job.attempts > 1);
      if (way === 'close') await this.write(tenant, connection, connector, job, externalId, 'done');
      if (way === 'reopen') await this.write(tenant, connection, connector, job, externalId, 'open');
    }
    if (isShown(connection, event))
      await this.shown.show(tenant, connection, connector, job, externalId, event);
  }

  private async write(
    tenant: string,
    connection: KnownConnection,
    connector: TicketConnector,
    job: OutJob,
    externalId: string,
    state: WritableState,
  ): Promise<void> {
    await this.jobs.intend(tenant, job, state);
    await connector.setState(externalId, state);
    if (!connector.capabilities.read) return;
    const snapshot = await connector.read(externalId);
    const place = { ...job.item, ticket: job.ticket };
    if (snapshot)
      await this.observer.tell(tenant, connection, connector, place, boundedSnapshot(snapshot), OURS);
  }

  private async words(
    tenant: string,
    recorded: RecordedEvent,
    event: ItemEvent,
    isTelling: boolean,
  ): Promise<string> {
    const { actor, position } = recorded;
    const [name] = await this.names.namesAt(tenant, [{ actorId: actor.id, position, orFirst: true }]);
    const reason = recorded.private?.['reason'] ?? recorded.private?.['text'];
    const told = isTelling && typeof reason === 'string' ? reason : null;
    const what = describeItemEvent(event, event.type === 'item.commented' ? null : told, recorded.actor.kind);
    const said = event.type === 'item.commented' && told !== null ? `: ${told}` : '';
    return `${name ?? actor.id} ${what}${said}`;
  }
}

/** What is to be done there about an event. */
function wayOf(rules: ConnectionRules, event: ItemEvent): 'close' | 'reopen' | 'comment' | 'nothing' {
  const effect = effectOf(event);
  if (effect === null || (event.type === 'item.commented' && !rules.tell_reasons)) return 'nothing';
  if (effect === 'settled') return rules.on_settled;
  return effect === 'reopened' ? rules.on_reopened : 'comment';
}

/** The newest decision's reason. */
function why(item: ItemView): string | null {
  return item.decision?.reason ?? null;
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof Refusal) || (error.code !== 'closed' && error.code !== 'not_found')) throw error;
}
