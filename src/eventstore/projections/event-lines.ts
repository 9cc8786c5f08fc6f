import { splitCopyLine } from '../../database/copy-text.js';
import type { EventRow } from '../event-row.js';

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

/** The event of a line of eventLines. */
export function eventOfLine(line: string): EventRow {
  const columns = splitCopyLine(line);
  const text = (index: number): string => columns[index] ?? '';
  return {
    position: Number(columns[0]),
    epoch: Number(columns[1]),
    event_id: text(2),
    aggregate_type: text(3),
    aggregate_id: text(4),
    sequence: Number(columns[5]),
    event_type: text(6),
    revision: Number(columns[7]),
    project: columns[8] ?? null,
    actor_id: text(9),
    actor_kind: text(10) as EventRow['actor_kind'],
    credential_id: columns[11] ?? null,
    auth_method: (columns[12] ?? null) as EventRow['auth_method'],
    outcome: text(13) as EventRow['outcome'],
    created_at: text(14),
    source: text(15) as EventRow['source'],
    request_id: columns[16] ?? null,
    correlation_id: text(17),
    causation_id: columns[18] ?? null,
    payload: text(19),
  };
}
