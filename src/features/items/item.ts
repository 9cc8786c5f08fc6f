import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import {
  asItemEvent,
  type DecisionType,
  type ItemEvent,
  type ItemStatus,
  type ItemSubject,
  STATUS_AFTER,
} from './item.events.js';

/** What an item's own events say of it. Evidence is only added. */
export interface ItemState {
  readonly status: ItemStatus;
  readonly evidence: readonly string[];
}

export const itemFold: Fold<ItemState> = {
  initial: { status: 'open', evidence: [] },
  evolve: (state, recorded) => {
    const event = asItemEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'item.checked':
      case 'item.unchecked':
      case 'item.failed':
      case 'item.marked_not_applicable':
        return { ...state, status: event.payload.after.status };
      case 'item.evidence_attached':
        return { ...state, evidence: [...state.evidence, event.payload.evidence_id] };
      case 'item.commented':
        return state;
    }
  },
};

export interface Evidence {
  /** Made by the caller: deciders draw no random numbers. */
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly sha256: string | null;
  readonly mediaType: string | null;
  readonly effectiveOn: string;
}

export interface DecideItem {
  readonly type: DecisionType;
  readonly subject: ItemSubject;
  readonly reason: string | null;
  readonly evidence: readonly Evidence[];
  readonly effectiveAt: string | null;
  readonly measured: string | null;
  /** The time to compare `effectiveAt` and evidence days with (RFC 3339). */
  readonly now: string;
}

/**
 * A decision on an item. Checking a checked item is a new attestation, not an error; so is failing a failed one.
 * Refuses: no reason where one is asked for, times that lie in the future, reopening an item that is open.
 */
export function decideItem(state: ItemState, command: DecideItem): ItemEvent[] {
  const { type, subject, reason } = command;
  if (type !== 'item.checked' && (reason === null || reason.trim() === ''))
    throw new Refusal('invalid', 'say why: a reason is needed for everything but checking', '/reason');
  if (type === 'item.unchecked' && state.status === 'open')
    throw new Refusal('no_change', `“${subject.title}” is open already`);
  if (command.effectiveAt !== null && command.effectiveAt > command.now)
    throw new Refusal('invalid', 'effective_at lies in the future', '/effective_at');
  const evidence = command.evidence.flatMap((entry, index) =>
    attachEvidence(subject, entry, command.now, `/evidence/${index}`),
  );
  return [
    ...evidence,
    {
      type,
      revision: 1,
      payload: {
        ...subject,
        before: { status: state.status },
        after: { status: STATUS_AFTER[type] },
        effective_at: command.effectiveAt,
        evidence: command.evidence.map((entry) => entry.id),
        measured: command.measured,
      },
      ...(reason === null ? {} : { private: { reason } }),
    },
  ];
}

/** Evidence by itself: a link, a file's hash, or both. Refuses evidence of neither, and a day that is to come. */
export function attachEvidence(
  subject: ItemSubject,
  evidence: Evidence,
  now: string,
  pointer: string,
): ItemEvent[] {
  if (evidence.url === null && evidence.sha256 === null)
    throw new Refusal('invalid', 'evidence is a link (url), a file (sha256), or both', `${pointer}/url`);
  // A day begins up to 14 hours earlier in the east than in UTC.
  if (evidence.effectiveOn > dayAfter(now))
    throw new Refusal('invalid', 'effective_on lies in the future', `${pointer}/effective_on`);
  return [
    {
      type: 'item.evidence_attached',
      revision: 1,
      payload: {
        ...subject,
        evidence_id: evidence.id,
        sha256: evidence.sha256,
        media_type: evidence.mediaType,
        effective_on: evidence.effectiveOn,
      },
      private: { title: evidence.title, url: evidence.url },
    },
  ];
}

export function commentOnItem(subject: ItemSubject, text: string): ItemEvent[] {
  if (text.trim() === '') throw new Refusal('invalid', 'a comment needs text', '/text');
  return [{ type: 'item.commented', revision: 1, payload: subject, private: { text } }];
}

function dayAfter(now: string): string {
  return new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10);
}
