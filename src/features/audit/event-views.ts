import { Injectable } from '@nestjs/common';
import type { JsonObject, RecordedEvent, StreamRef } from '../../eventstore/event.js';
import { type AttestedView, EventRenderer, type EventView } from '../../eventstore/event-view.js';
import { accountStream } from '../access/access.events.js';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { type ErasedBy, readErasures } from '../../sealing/erasures.js';
import { asItemEvent } from '../items/item.events.js';
import { ActorNames } from '../access/access.module.js';
import { describeEvent, reasonOf, textMember } from './queries/describe.js';

/** Shows events with the names of actors, and of accounts that something happened to, as they were then. */
@Injectable()
export class EventViews extends EventRenderer {
  constructor(
    private readonly names: ActorNames,
    private readonly database: Database,
  ) {
    super();
  }

  override async render(tenant: string, events: readonly RecordedEvent[]): Promise<EventView[]> {
    const actors = events.map(({ actor, position }) => ({ actorId: actor.id, position }));
    // An account gets its first name right behind the event that adds it.
    const accounts = events.map(({ stream, position }) =>
      isAccount(stream) ? { actorId: stream.id, position, orFirst: true } : null,
    );
    const asked = [...actors, ...accounts.filter((ref) => ref !== null)];
    const names = await this.names.namesAt(tenant, asked);
    const ofAccounts = names.slice(actors.length).values();
    const erasedBy = await this.erasures(tenant, events);
    return events.map((event, index) =>
      eventView(event, {
        name: names[index] ?? null,
        accountName: accounts[index] ? (ofAccounts.next().value ?? null) : null,
        erasedBy: event.erased ? erasedBy(event.position) : null,
      }),
    );
  }

  /** Asked for only where something is erased. */
  private async erasures(tenant: string, events: readonly RecordedEvent[]): Promise<ErasedBy> {
    if (!events.some(({ erased }) => erased)) return () => null;
    return await inTenant(this.database.read, tenant, 'read', (sql) => readErasures(sql, tenant));
  }
}

function isAccount({ type, id }: StreamRef): boolean {
  return accountStream(id).type === type;
}

interface Known {
  readonly name: string | null;
  /** Of the account that it happened to. */
  readonly accountName: string | null;
  readonly erasedBy: number | null;
}

function eventView(event: RecordedEvent, { name, accountName, erasedBy }: Known): EventView {
  const { payload } = event;
  const isProject = event.stream.type === 'project';
  const isChecklist = event.stream.type === 'checklist';
  return {
    position: event.position,
    id: event.id,
    type: event.type,
    revision: event.revision,
    aggregate: event.stream,
    sequence: event.sequence,
    project: textMember(payload, 'project_key') ?? (isProject ? textMember(payload, 'key') : null),
    project_id: event.project,
    subject: {
      checklist: textMember(payload, 'checklist_key') ?? (isChecklist ? textMember(payload, 'key') : null),
      item: textMember(payload, 'item_key'),
    },
    before: objectMember(payload, 'before'),
    after: objectMember(payload, 'after'),
    reason: reasonOf(event),
    attested: attestedView(event),
    actor: { ...event.actor, name },
    credential_id: event.credentialId,
    auth_method: event.authMethod,
    outcome: event.outcome,
    created_at: event.createdAt,
    origin: event.source,
    request_id: event.requestId,
    correlation_id: event.correlationId,
    causation_id: event.causationId,
    payload,
    private: event.private ?? null,
    erased: event.erased ?? false,
    erased_by: erasedBy,
    summary: `${name ?? event.actor.id} ${describeEvent(event, accountName)}${erasedWords(event, erasedBy)}`,
  };
}

function attestedView(event: RecordedEvent): AttestedView | null {
  const item = asItemEvent(event);
  if (item?.type !== 'item.checked') return null;
  const { attested } = item.payload;
  return {
    by_service: event.actor.kind !== 'human',
    by_owner: attested?.by_owner ?? null,
    in_bulk: attested ? attested.items > 1 : null,
  };
}

function erasedWords({ erased }: RecordedEvent, by: number | null): string {
  if (!erased) return '';
  return by === null ? ' (its private part is missing)' : ` (private part erased by event ${by})`;
}

function objectMember(payload: JsonObject, name: string): JsonObject | null {
  const value = payload[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
