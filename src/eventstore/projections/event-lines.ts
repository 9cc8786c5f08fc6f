import { splitCopyLine } from '../../database/copy-text.js';
import type {
  Actor,
  ActorKind,
  EventSource,
  JsonObject,
  Outcome,
  RecordedEvent,
  StreamRef,
} from '../event.js';

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

/** Columns of a line. */
const COLUMNS = 14;

/**
 * Before eventLines, in its transaction: how times are written, and that lines come in the order of the index as they are
 * read. A range that is a good part of the log would be read whole by several workers and sorted first.
 */
export const LINES_MANNER = `SELECT set_config('DateStyle', 'ISO', true), set_config('enable_sort', 'off', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)`;

/** The statement that gives what reducers work with of events, a line each, in order. */
export function eventLines({ tenant, from, to, types }: LogRange): string {
  return `COPY (
    SELECT e.position, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.revision, e.project, e.actor_id,
      e.actor_kind, e.outcome, e.created_at AT TIME ZONE 'UTC', e.source,
      e.payload, e.event_id
    FROM eventstore.events e
    WHERE e.tenant = ${quoted(tenant)} AND e.position >= ${from} AND e.position < ${to}
      AND e.event_type IN (${types.map(quoted).join(', ')})
    ORDER BY e.position) TO STDOUT`;
}

/**
 * Copies of what rows keep of events. A part of a line keeps all of the line, some hundred bytes for a time of 27; events
 * that stand together mostly have the same.
 */
export class KeptTexts {
  private lastActor = '';
  private lastTime = '';
  private lastTimeAsRead = '';

  actor(text: string): string {
    if (text !== this.lastActor) this.lastActor = copyOf(text);
    return this.lastActor;
  }

  /** As every other reading of the log gives it; PostgreSQL leaves out zeros at the end. */
  time(text: string): string {
    if (text !== this.lastTimeAsRead) {
      this.lastTimeAsRead = copyOf(text);
      this.lastTime = `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20).padEnd(6, '0')}Z`;
    }
    return this.lastTime;
  }
}

// What is cut from a new string is a part of that alone.
function copyOf(text: string): string {
  return ` ${text}`.slice(1);
}

/**
 * An event of eventLines. Has no private part, and nothing of how it came about: no reducer may ask for the epoch, the
 * credential, or the request, which throws TypeError.
 */
export class LineEvent implements RecordedEvent {
  readonly position: number;
  readonly id: string;
  readonly stream: StreamRef;
  readonly sequence: number;
  readonly type: string;
  readonly revision: number;
  readonly project: string | null;
  readonly actor: Actor;
  readonly outcome: Outcome;
  readonly createdAt: string;
  readonly source: EventSource;
  readonly payload: JsonObject;
  /** Why the payload could not be read, and is empty here; null where it was. */
  readonly fault: unknown;

  constructor(
    readonly tenant: string,
    line: string,
    kept: KeptTexts,
  ) {
    const columns = splitCopyLine(line, COLUMNS);
    const text = (index: number): string => columns[index] ?? '';
    this.position = Number(columns[0]);
    this.stream = { type: text(1), id: text(2) };
    this.sequence = Number(columns[3]);
    this.type = text(4);
    this.revision = Number(columns[5]);
    this.project = columns[6] ?? null;
    this.actor = { id: kept.actor(text(7)), kind: text(8) as ActorKind };
    this.outcome = text(9) as Outcome;
    this.createdAt = kept.time(text(10));
    this.source = text(11) as EventSource;
    this.id = text(13);
    let payload: JsonObject = {};
    let fault: unknown = null;
    try {
      payload = JSON.parse(text(12)) as JsonObject;
    } catch (error) {
      fault = error;
    }
    this.payload = payload;
    this.fault = fault;
  }

  get epoch(): never {
    return notRead('epoch');
  }

  get credentialId(): never {
    return notRead('credentialId');
  }

  get authMethod(): never {
    return notRead('authMethod');
  }

  get requestId(): never {
    return notRead('requestId');
  }

  get correlationId(): never {
    return notRead('correlationId');
  }

  get causationId(): never {
    return notRead('causationId');
  }
}

function notRead(name: string): never {
  throw new TypeError(`a rebuild does not read the ${name} of events: no row can depend on it`);
}
