import type { Fold } from '../../eventstore/decider.js';
import type { Actor } from '../../eventstore/event.js';
import { Refusal } from '../../eventstore/refusal.js';
import { asPrivacyEvent, type PositionRange, type PrivacyEvent } from './privacy.events.js';
import { TIED } from '../access/person.rules.js';

export interface ErasureState {
  readonly id: string;
  readonly ranges: readonly PositionRange[];
  readonly account: string | null;
  readonly requestedBy: Actor;
  readonly requestedAt: string;
  /** Position of the request, whose private part has the reason. */
  readonly position: number;
  readonly status: 'requested' | 'rejected' | 'erased';
  readonly decidedBy: Actor | null;
  readonly decidedAt: string | null;
  /** Position of the event that erased it. */
  readonly erasedBy: number | null;
}

export interface HoldState {
  readonly id: string;
  readonly project: string | null;
  readonly account: string | null;
  readonly placedBy: Actor;
  readonly placedAt: string;
  readonly position: number;
  readonly released: boolean;
}

export interface PrivacyState {
  readonly erasures: ReadonlyMap<string, ErasureState>;
  readonly holds: ReadonlyMap<string, HoldState>;
}

export const privacyFold: Fold<PrivacyState> = {
  initial: { erasures: new Map(), holds: new Map() },
  evolve: (state, recorded) => {
    const event = asPrivacyEvent(recorded);
    if (!event) return state;
    const { actor, createdAt, position } = recorded;
    const decided = (id: string, change: Partial<ErasureState>): PrivacyState => {
      const before = state.erasures.get(id);
      if (!before) return state;
      const after = { ...before, decidedBy: actor, decidedAt: createdAt, ...change };
      return { ...state, erasures: new Map([...state.erasures, [id, after]]) };
    };
    switch (event.type) {
      case 'privacy.erasure_requested': {
        const { erasure_id: id, ranges, account } = event.payload;
        const asked = { id, ranges, account, requestedBy: actor, requestedAt: createdAt, position };
        const erasure: ErasureState = {
          ...asked,
          status: 'requested',
          decidedBy: null,
          decidedAt: null,
          erasedBy: null,
        };
        return { ...state, erasures: new Map([...state.erasures, [id, erasure]]) };
      }
      case 'privacy.erasure_rejected':
        return decided(event.payload.erasure_id, { status: 'rejected' });
      case 'privacy.erased': {
        const { erasure_id: id, ranges } = event.payload;
        return decided(id, { status: 'erased', ranges, erasedBy: position });
      }
      case 'privacy.hold_placed': {
        const { hold_id: id, project, account } = event.payload;
        const hold = {
          id,
          project,
          account,
          placedBy: actor,
          placedAt: createdAt,
          position,
          released: false,
        };
        return { ...state, holds: new Map([...state.holds, [id, hold]]) };
      }
      case 'privacy.hold_released': {
        const hold = state.holds.get(event.payload.hold_id);
        return hold
          ? { ...state, holds: new Map([...state.holds, [hold.id, { ...hold, released: true }]]) }
          : state;
      }
    }
  },
};

/** An event whose private part is to go, as far as holds ask. */
export interface Touched {
  readonly position: number;
  readonly project: string | null;
  /** Who acted, and for a profile whose it is. */
  readonly accounts: readonly string[];
}

/** Asks for an erasure; nothing is gone yet. Refuses who is no person. */
export function requestErasure(
  by: Actor,
  id: string,
  wanted: { readonly ranges: PositionRange[]; readonly account: string | null },
  reason: string,
): PrivacyEvent {
  mustBePerson(by);
  if (wanted.ranges.length === 0 && wanted.account === null)
    throw new Refusal('invalid', 'an erasure is of positions or of an account', '/positions');
  const payload = { erasure_id: id, ranges: wanted.ranges, account: wanted.account };
  return { type: 'privacy.erasure_requested', revision: 1, payload, private: { reason } };
}

/**
 * Approves an erasure. Refuses the person who asked for it, and those tied to that one (not_allowed), one that was decided before (no_change), and
 * whatever a legal hold covers (not_allowed).
 */
export function approveErasure(
  state: PrivacyState,
  id: string,
  by: Actor,
  ranges: PositionRange[],
  touched: readonly Touched[],
  tied: ReadonlySet<string> = new Set(),
): PrivacyEvent {
  const erasure = undecided(state, id);
  mustBePerson(by);
  if (by.id === erasure.requestedBy.id)
    throw new Refusal(
      'not_allowed',
      'an erasure is approved by another person than the one who asked for it',
    );
  if (tied.has(erasure.requestedBy.id)) throw new Refusal('not_allowed', TIED);
  for (const hold of state.holds.values()) {
    const held = hold.released ? undefined : touched.find((event) => covers(hold, event));
    if (held)
      throw new Refusal(
        'not_allowed',
        `the legal hold ${hold.id} keeps the event at position ${held.position}`,
      );
  }
  const payload = { erasure_id: id, ranges, requested_by: erasure.requestedBy.id };
  return { type: 'privacy.erased', revision: 1, payload };
}

/** Refuses (no_change) one that was decided before. */
export function rejectErasure(state: PrivacyState, id: string, reason: string): PrivacyEvent {
  undecided(state, id);
  return { type: 'privacy.erasure_rejected', revision: 1, payload: { erasure_id: id }, private: { reason } };
}

export function placeHold(
  id: string,
  scope: { readonly project: string | null; readonly account: string | null },
  reason: string,
): PrivacyEvent {
  return {
    type: 'privacy.hold_placed',
    revision: 1,
    payload: { hold_id: id, ...scope },
    private: { reason },
  };
}

/** Refuses (not_found) a hold that is not there, and (no_change) one that was released. */
export function releaseHold(state: PrivacyState, id: string, reason: string): PrivacyEvent {
  const hold = state.holds.get(id);
  if (!hold) throw new Refusal('not_found', `there is no legal hold "${id}"`, '/id');
  if (hold.released) throw new Refusal('no_change', `the legal hold "${id}" was released before`);
  return { type: 'privacy.hold_released', revision: 1, payload: { hold_id: id }, private: { reason } };
}

function undecided(state: PrivacyState, id: string): ErasureState {
  const erasure = state.erasures.get(id);
  if (!erasure) throw new Refusal('not_found', `there is no erasure "${id}"`, '/id');
  if (erasure.status !== 'requested')
    throw new Refusal('no_change', `the erasure "${id}" was decided before`);
  return erasure;
}

function mustBePerson({ kind }: Actor): void {
  if (kind !== 'human') throw new Refusal('not_allowed', 'an erasure is asked for and approved by people');
}

function covers({ project, account }: HoldState, event: Touched): boolean {
  return (
    (project === null || project === event.project) && (account === null || event.accounts.includes(account))
  );
}

/** Positions in order as ranges, each as long as it can be. */
export function rangesOf(positions: readonly number[]): PositionRange[] {
  const ranges: PositionRange[] = [];
  for (const position of [...new Set(positions)].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last?.[1] === position - 1) last[1] = position;
    else ranges.push([position, position]);
  }
  return ranges;
}

/** Every position of the ranges. */
export function positionsOf(ranges: readonly PositionRange[]): number[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
}
