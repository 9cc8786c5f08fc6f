import { splitCopyLine } from '../../database/copy-text.js';
import type { ActorKind, EventContext, EventSource, JsonObject, Outcome, RecordedEvent } from '../event.js';

/** What of the log is read: positions from `from` up to `to`, exclusive, of these types. */
export interface LogRange {
  readonly tenant: string;
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[];
}

// COPY takes no parameters: the texts are quoted, which standard_conforming_strings makes safe.
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The statement that gives events as lines, in order, without their private parts. */
export function eventLines({ tenant, from, to, types }: LogRange): string {
  return `COPY (
    SELECT e.position, e.epoch, e.event_id, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision,
      e.project, e.actor_id, e.actor_kind, e.credential_id, e.auth_method, e.outcome,
      to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.source, e.request_id,
      e.correlation_id, e.causation_id, e.payload
    FROM eventstore.events e
    WHERE e.tenant = ${quoted(tenant)} AND e.position >= ${from} AND e.position < ${to}
      AND e.event_type IN (${types.map(quoted).join(', ')})
    ORDER BY e.position) TO STDOUT`;
}

/** The event of a line of eventLines. One whose payload cannot be read gets an empty one, and `fault` says why. */
export function eventOfLine(tenant: string, line: string): { event: RecordedEvent; fault: unknown } {
  const columns = splitCopyLine(line);
  const text = (index: number): string => columns[index] ?? '';
  let payload: JsonObject = {};
  let fault: unknown = null;
  try {
    payload = JSON.parse(text(19)) as JsonObject;
  } catch (error) {
    fault = error;
  }
  const event: RecordedEvent = {
    tenant,
    position: Number(columns[0]),
    epoch: Number(columns[1]),
    id: text(2),
    stream: { type: text(3), id: text(4) },
    sequence: Number(columns[5]),
    type: text(6),
    revision: Number(columns[7]),
    project: columns[8] ?? null,
    actor: { id: text(9), kind: text(10) as ActorKind },
    credentialId: columns[11] ?? null,
    authMethod: (columns[12] ?? null) as EventContext['authMethod'],
    outcome: text(13) as Outcome,
    createdAt: text(14),
    source: text(15) as EventSource,
    requestId: columns[16] ?? null,
    correlationId: text(17),
    causationId: columns[18] ?? null,
    payload,
  };
  return { event, fault };
}
