import { Refusal } from '../../eventstore/refusal.js';
import { type FourEyes, whyNotSecond } from '../access/person.rules.js';
import type { ItemEvent } from './item.events.js';
import { type ItemState, refused, type Target, type WaiverState } from './item.js';

/** Waivers that one item may have had; a long row of them says that the item is not meant. */
export const MOST_WAIVERS = 100;

export interface RequestWaiver extends Target {
  readonly id: string;
  readonly reason: string;
  /** What it covers, in words. */
  readonly scope: string | null;
  /** Key of the gate it is limited to; null for all. */
  readonly gate: string | null;
  readonly expiresAt: string;
  readonly now: string;
}

/** Asks for an exception. Refuses an expiry that is not to come, summaries, and what always applies. */
export function requestWaiver(state: ItemState, command: RequestWaiver): ItemEvent[] {
  const { subject, rules, by } = command;
  if (rules.isSummary)
    throw new Refusal('not_derivable', `“${subject.title}” follows from other items and cannot be waived`);
  if (rules.isInvariant)
    throw refused('invariant', `“${subject.title}” cannot be waived`, subject, command.projectId, 'waiver');
  if (command.expiresAt <= command.now)
    throw new Refusal('invalid', 'expires_at does not lie in the future', '/expires_at');
  if (state.waivers.length >= MOST_WAIVERS)
    throw new Refusal('limit_reached', `an item has at most ${MOST_WAIVERS} waivers`);
  return [
    {
      type: 'item.waiver_requested',
      revision: 1,
      payload: {
        ...subject,
        waiver_id: command.id,
        person: by.person,
        gate: command.gate,
        expires_at: command.expiresAt,
      },
      private: { reason: command.reason, scope: command.scope },
    },
  ];
}

/** Whoever approves: a human who neither asked nor changed the wording. */
export interface Approval extends Target {
  readonly fourEyes: FourEyes;
  /** Who published the wording or brought it in by an upgrade; empty for that of the first version. */
  readonly editors: readonly (string | null)[];
  readonly reason: string | null;
  readonly now: string;
}

/** Refuses (not_found, closed, no_change) a waiver that cannot be approved any more, and who may not do it. */
export function approveWaiver(state: ItemState, id: string, command: Approval): ItemEvent[] {
  const { subject, by, fourEyes, reason } = command;
  const waiver = found(state, id);
  // First of all: who tries to approve what they asked for is seen, whatever has become of it.
  refuseSamePerson(waiver.person, command, 'waiver approval');
  if (waiver.isRevoked) throw new Refusal('closed', 'the waiver was revoked');
  if (waiver.isApproved) throw new Refusal('no_change', 'the waiver is approved already');
  if (waiver.expiresAt <= command.now) throw new Refusal('closed', 'the waiver has run out');
  if (waiver.wordingHash !== subject.wording_hash)
    throw new Refusal('closed', 'the waiver was asked for under another wording');
  const payload = { ...subject, waiver_id: id, person: by.person, four_eyes: fourEyes };
  return [{ type: 'item.waiver_approved', revision: 1, payload, ...privately(reason) }];
}

/** Ends a waiver, approved or not. */
export function revokeWaiver(
  state: ItemState,
  id: string,
  { subject, by, reason }: Pick<Target, 'subject' | 'by'> & { reason: string },
): ItemEvent[] {
  if (found(state, id).isRevoked) throw new Refusal('no_change', 'the waiver is revoked already');
  const payload = { ...subject, waiver_id: id, person: by.person };
  return [{ type: 'item.waiver_revoked', revision: 1, payload, private: { reason } }];
}

/** What waits for a second person on an item beside its own newest decision: what an upgrade takes from it. */
export interface PendingUpgrade {
  readonly id: string;
  readonly person: string | null;
}

/**
 * A second person agrees that an item is set aside, or that an upgrade may weaken or remove it. Refuses (not_found, closed,
 * no_change) what waits no more or was set aside under another wording, and who may not agree.
 */
export function approveSetAside(
  state: ItemState,
  id: string,
  upgrade: PendingUpgrade | null,
  command: Approval,
): ItemEvent[] {
  const own = state.setAside?.state === 'pending' && state.setAside.id === id ? state.setAside : null;
  const pending = own ?? (upgrade?.id === id ? upgrade : null);
  if (!pending)
    throw new Refusal('not_found', `nothing waits for approval under "${id}" on this item`, '/id');
  refuseSamePerson(pending.person, command, 'set-aside approval');
  if (state.approved.includes(id)) throw new Refusal('no_change', 'this is approved already');
  const { subject, by, reason } = command;
  // The wording may come back: what was read here is not what would be set aside then.
  if (own && state.setAsideWording !== subject.wording_hash)
    throw new Refusal('closed', 'the item was set aside under another wording: it has to be set aside again');
  const payload = { ...subject, set_aside_id: id, person: by.person };
  return [{ type: 'item.set_aside_approved', revision: 1, payload, ...privately(reason) }];
}

function found(state: ItemState, id: string): WaiverState {
  const waiver = state.waivers.find((entry) => entry.id === id);
  if (!waiver) throw new Refusal('not_found', `the item has no waiver "${id}"`, '/waiver');
  return waiver;
}

function refuseSamePerson(asked: string | null, command: Approval, action: string): void {
  const { subject, projectId, fourEyes, editors } = command;
  const words = whyNotSecond(command.by, asked, fourEyes, editors);
  if (words !== null) throw refused('four_eyes', words, subject, projectId, action);
}

function privately(reason: string | null): { private?: { reason: string } } {
  return reason === null ? {} : { private: { reason } };
}
