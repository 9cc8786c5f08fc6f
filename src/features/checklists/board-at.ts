import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import { type Moment } from '../../eventstore/moment.js';
import { notBefore, timestampNow } from '../../eventstore/now.js';
import type { ReadConsistency } from '../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../eventstore/refusal.js';
import type { Board } from './board.js';
import { BoardReader } from './board-reader.js';
import { lastLapse } from './settled-board.js';

/** A moment of the past: what had been recorded by then. */
export interface Past {
  /** The time to judge at. */
  readonly now: string;
  /** Position of the newest event reflected, -1 for none; the log is looked at before `end`. */
  readonly position: number;
  readonly end: number;
  /** When that event was recorded; null for none. */
  readonly asOf: string | null;
  /** Nothing is set aside: what could not be folded is an error. */
  readonly setAside: null;
}

export interface BoardThen {
  readonly board: Board;
  /** The time to judge at. */
  readonly now: string;
  /**
   * What the answer says it is for: the time that was asked for, or else since when nothing was recorded and nothing ran
   * out. So the same answer is the same bytes, whichever node gives it.
   */
  readonly since: string;
  /** Position of the newest event reflected, -1 for none. */
  readonly position: number;
  /** When that was recorded; null for none. */
  readonly asOf: string | null;
  /** The position before which the log was looked at; null: all of it. */
  readonly end: number | null;
  readonly setAside: number | null;
}

/**
 * Finds a project's board for a moment: at a position it is judged at the time of that event unless a time is given; at
 * a time in the past it is what had been recorded by then; at a time to come it is what there is now.
 */
@Injectable()
export class BoardAt {
  constructor(
    private readonly store: EventStore,
    private readonly boards: BoardReader,
  ) {}

  /** Refuses (invalid) a position that the log has not reached. */
  async at(
    tenant: string,
    projectId: string,
    moment: Moment,
    consistency: ReadConsistency,
  ): Promise<BoardThen> {
    const past = await this.past(tenant, moment);
    if (past !== null) {
      const board = await this.boards.before(tenant, projectId, past.end);
      return { board, since: past.now, ...past };
    }
    const { value, ...reflected } = await this.boards.read(tenant, projectId, consistency);
    const now = moment.asOf ?? notBefore(reflected.asOf);
    const lapse = lastLapse(value, now);
    const recorded = reflected.asOf ?? now;
    const since = moment.asOf ?? (lapse !== null && lapse > recorded ? lapse : recorded);
    return { ...reflected, board: value, now, since, end: null };
  }

  /** What a moment of the past is in the log; null for now and times to come. Refuses as `at` does. */
  async past(tenant: string, { atPosition, asOf }: Moment): Promise<Past | null> {
    const isPast = atPosition !== null || (asOf !== null && asOf <= timestampNow());
    if (!isPast) return null;
    const { nextPosition } = await this.store.head(tenant);
    if (atPosition !== null && atPosition >= nextPosition)
      throw new Refusal('invalid', `the log ends at position ${nextPosition - 1}`, '/at_position');
    const to = atPosition === null && asOf !== null ? justAfter(asOf) : null;
    const [newest] = await this.store.query(tenant, {
      ...(atPosition === null ? {} : { before: atPosition + 1 }),
      ...(to === null ? {} : { to }),
      order: 'desc',
      limit: 1,
    });
    const position = newest?.position ?? -1;
    const recordedAt = newest?.createdAt ?? null;
    return { now: asOf ?? recordedAt ?? '', position, end: position + 1, asOf: recordedAt, setAside: null };
  }
}

// Events recorded in the very microsecond that is asked about belong to the answer; `to` is exclusive.
function justAfter(time: string): string | null {
  const micros = Number(time.slice(20, 26)) + 1;
  if (micros < 1_000_000) return `${time.slice(0, 20)}${String(micros).padStart(6, '0')}Z`;
  const next = new Date(Date.parse(`${time.slice(0, 19)}Z`) + 1000).toISOString();
  // Behind the year 9999 the form grows; every event is before that.
  return next.length === 24 ? `${next.slice(0, 19)}.000000Z` : null;
}
