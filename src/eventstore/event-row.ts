import type { ActorKind, EventContext, EventSource, JsonObject, Outcome, RecordedEvent } from './event.js';

/** A row of eventstore.events as the statements in sql/ give it; `private` only where it was joined. */
export interface EventRow {
  readonly position: number;
  readonly epoch: number;
  readonly event_id: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly sequence: number;
  readonly event_type: string;
  readonly revision: number;
  readonly project: string | null;
  readonly actor_id: string;
  readonly actor_kind: ActorKind;
  readonly credential_id: string | null;
  readonly auth_method: EventContext['authMethod'];
  readonly outcome: Outcome;
  readonly created_at: string;
  readonly source: EventSource;
  readonly request_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly payload: string;
  readonly has_private?: boolean;
  readonly private?: string | null;
}

/** The event that a row holds; `erased` where the row had a private part and it is gone. */
export function eventFromRow(tenant: string, row: EventRow): RecordedEvent {
  const event: RecordedEvent = {
    tenant,
    position: row.position,
    epoch: row.epoch,
    id: row.event_id,
    stream: { type: row.aggregate_type, id: row.aggregate_id },
    sequence: row.sequence,
    type: row.event_type,
    revision: row.revision,
    project: row.project,
    actor: { id: row.actor_id, kind: row.actor_kind },
    credentialId: row.credential_id,
    authMethod: row.auth_method,
    outcome: row.outcome,
    createdAt: row.created_at,
    source: row.source,
    requestId: row.request_id,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    payload: JSON.parse(row.payload) as JsonObject,
  };
  if (row.private === undefined) return event;
  return {
    ...event,
    private: row.private === null ? null : (JSON.parse(row.private) as JsonObject),
    erased: row.has_private === true && row.private === null,
  };
}
