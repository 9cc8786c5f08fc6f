import type { Fold } from '../../eventstore/decider.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import type { By, FourEyes } from '../access/person.rules.js';
import { evolveTickets, type LinkedTicket } from './ticket.rules.js';
import { keepsThreshold, thresholdWords } from '../templates/item-rules.rules.js';
import type { Threshold } from '../templates/template.events.js';
import {
  asItemEvent,
  type DecisionType,
  type ItemEvent,
  type ItemStatus,
  type ItemSubject,
  type SetAside,
  STATUS_AFTER,
} from './item.events.js';

export interface WaiverState {
  readonly id: string;
  /** Who asked for it. */
  readonly person: string | null;
  readonly expiresAt: string;
  readonly wordingHash: string;
  readonly isApproved: boolean;
  readonly isRevoked: boolean;
}

/** What an item's own events say of it. Evidence is only added. */
export interface ItemState {
  readonly status: ItemStatus;
  readonly evidence: readonly string[];
  /** How far the newest decision sets the item aside. */
  readonly setAside: SetAside;
  /** The wording that it sets aside; null where it does not. */
  readonly setAsideWording: string | null;
  /** Ids of set-asides that a second person has approved, those of upgrades among them. */
  readonly approved: readonly string[];
  readonly waivers: readonly WaiverState[];
  readonly owners: readonly string[];
  readonly dueOn: string | null;
  readonly tickets: readonly LinkedTicket[];
}

export const itemFold: Fold<ItemState> = {
  initial: {
    status: 'open',
    evidence: [],
    setAside: null,
    setAsideWording: null,
    approved: [],
    waivers: [],
    owners: [],
    dueOn: null,
    tickets: [],
  },
  evolve: (state, recorded) => {
    const event = asItemEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'item.checked':
      case 'item.unchecked':
      case 'item.failed':
        return { ...state, status: event.payload.after.status, setAside: null, setAsideWording: null };
      case 'item.marked_not_applicable': {
        const { after, set_aside: setAside, wording_hash: setAsideWording } = event.payload;
        return { ...state, status: after.status, setAside, setAsideWording };
      }
      case 'item.set_aside_approved':
        return { ...state, approved: [...state.approved, event.payload.set_aside_id] };
      case 'item.waiver_requested': {
        const { waiver_id: id, person, expires_at: expiresAt, wording_hash: wordingHash } = event.payload;
        const waiver = { id, person, expiresAt, wordingHash, isApproved: false, isRevoked: false };
        return { ...state, waivers: [...state.waivers, waiver] };
      }
      case 'item.waiver_approved':
        return { ...state, waivers: changed(state.waivers, event.payload.waiver_id, { isApproved: true }) };
      case 'item.waiver_revoked':
        return { ...state, waivers: changed(state.waivers, event.payload.waiver_id, { isRevoked: true }) };
      case 'item.assigned':
        return { ...state, owners: event.payload.after.owners };
      case 'item.due_set':
        return { ...state, dueOn: event.payload.after.due_on };
      case 'item.evidence_attached':
        return { ...state, evidence: [...state.evidence, event.payload.evidence_id] };
      case 'item.ticket_requested':
      case 'item.ticket_linked':
      case 'item.ticket_unlinked':
      case 'item.ticket_observed':
        return { ...state, tickets: evolveTickets(state.tickets, event) };
      case 'item.commented':
      // What a document says of an item attests nothing.
      case 'item.claim_imported':
      case 'item.waiver_lapsed':
      case 'item.attestation_lapsed':
      case 'item.waiver_reminded':
      case 'item.attestation_reminded':
      case 'item.overdue':
        return state;
    }
  },
};

function changed(waivers: readonly WaiverState[], id: string, to: Partial<WaiverState>): WaiverState[] {
  return waivers.map((waiver) => (waiver.id === id ? { ...waiver, ...to } : waiver));
}

/** What a decision on an item is subject to: as its template says, or said before an upgrade nobody approved yet. */
export interface RulesInForce {
  readonly isHumanOnly: boolean;
  readonly isSummary: boolean;
  readonly isInvariant: boolean;
  readonly threshold: Threshold | null;
}

/** The item as a command meets it. */
export interface Target {
  readonly subject: ItemSubject;
  readonly rules: RulesInForce;
  readonly by: By;
  readonly projectId: string;
}

export interface Evidence {
  /** Made by the caller: deciders draw no random numbers. */
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly sha256: string | null;
  readonly mediaType: string | null;
  readonly effectiveOn: string;
}

export interface DecideItem extends Target {
  readonly type: DecisionType;
  readonly reason: string | null;
  readonly evidence: readonly Evidence[];
  readonly effectiveAt: string | null;
  readonly measured: string | null;
  readonly fourEyes: FourEyes;
  /** For a second person to approve under, where one is needed. */
  readonly setAsideId: string;
  /** The time to compare `effectiveAt` and evidence days with (RFC 3339). */
  readonly now: string;
  /** See CommandMeta. */
  readonly itemsTogether?: number | undefined;
}

/**
 * A decision on an item. Checking a checked item is a new attestation, not an error; so is failing a failed one.
 * Refuses: no reason where one is asked for, times that lie in the future, reopening an item that is open, summaries,
 * services where only humans decide, setting aside what may not be, and checking without a value that keeps the bound.
 */
export function decideItem(state: ItemState, command: DecideItem): ItemEvent[] {
  const { type, subject, reason, rules } = command;
  refuseByRules(command, type);
  if (type !== 'item.checked' && (reason === null || reason.trim() === ''))
    throw new Refusal('invalid', 'say why: a reason is needed for everything but checking', '/reason');
  if (type === 'item.unchecked' && state.status === 'open')
    throw new Refusal('no_change', `“${subject.title}” is open already`);
  if (command.effectiveAt !== null && command.effectiveAt > command.now)
    throw new Refusal('invalid', 'effective_at lies in the future', '/effective_at');
  if (type === 'item.checked' && rules.threshold) refuseMeasured(rules.threshold, command.measured);
  const evidence = command.evidence.flatMap((entry, index) =>
    attachEvidence(subject, entry, command.now, `/evidence/${index}`),
  );
  const payload = {
    ...subject,
    before: { status: state.status },
    after: { status: STATUS_AFTER[type] },
    effective_at: command.effectiveAt,
    evidence: command.evidence.map((entry) => entry.id),
    measured: command.measured,
    ...(type === 'item.checked' && {
      attested: { by_owner: state.owners.includes(command.by.id), items: command.itemsTogether ?? 1 },
    }),
  };
  const why = reason === null ? {} : { private: { reason } };
  if (type !== 'item.marked_not_applicable') return [...evidence, { type, revision: 1, payload, ...why }];
  return [...evidence, { type, revision: 2, payload: { ...payload, set_aside: setAside(command) }, ...why }];
}

function refuseByRules({ subject, rules, by, projectId }: Target, type: DecisionType): void {
  if (rules.isSummary)
    throw new Refusal(
      'not_derivable',
      `“${subject.title}” follows from other items and is not decided by hand`,
    );
  if (rules.isHumanOnly && by.kind !== 'human')
    throw refused('human_only', `“${subject.title}” is decided on by a human only`, subject, projectId, type);
  if (rules.isHumanOnly && by.isLongLivedKey === true)
    throw refused(
      'long_lived_key',
      `“${subject.title}” is decided on with an access token of your provider, not with an API key`,
      subject,
      projectId,
      type,
    );
  if (rules.isInvariant && type === 'item.marked_not_applicable')
    throw refused('invariant', `“${subject.title}” always applies`, subject, projectId, type);
}

function refuseMeasured(threshold: Threshold, measured: string | null): void {
  const bound = thresholdWords(threshold);
  if (measured === null) throw new Refusal('invalid', `give the measured value: ${bound}`, '/measured');
  const keeps = keepsThreshold(threshold, measured);
  if (keeps === null)
    throw new Refusal('invalid', `give a number, in the unit of the bound: ${bound}`, '/measured');
  if (!keeps) throw new Refusal('invalid', `${measured} is not ${bound}: record it as failed`, '/measured');
}

// Always under an id: a gate that comes to count the item later finds out whether a second person has agreed.
function setAside({ fourEyes, setAsideId, by }: DecideItem): SetAside {
  return fourEyes === 'relaxed'
    ? { state: 'relaxed' }
    : { state: 'pending', id: setAsideId, person: by.person };
}

/** A refusal that an auditor is to see, about an item. */
export function refused(
  kind: AuditedRefusal['kind'],
  message: string,
  subject: ItemSubject,
  projectId: string,
  action: string,
): AuditedRefusal {
  const { project_key, checklist_key, item_key } = subject;
  return new AuditedRefusal(kind, 'not_allowed', message, {
    project: projectId,
    payload: { project_key, checklist_key, item_key, action },
  });
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

/** Says who is to see to an item: ids of members or service accounts, each once, none for nobody. */
export function assignItem(state: ItemState, subject: ItemSubject, owners: readonly string[]): ItemEvent[] {
  const after = [...new Set(owners)];
  const before = [...state.owners];
  if (JSON.stringify(before) === JSON.stringify(after))
    throw new Refusal('no_change', `“${subject.title}” has these owners already`);
  const payload = { ...subject, before: { owners: before }, after: { owners: after } };
  return [{ type: 'item.assigned', revision: 1, payload }];
}

/** Sets the last day (YYYY-MM-DD, UTC) on which an item is in time; null takes it away. */
export function setDue(state: ItemState, subject: ItemSubject, dueOn: string | null): ItemEvent[] {
  if (state.dueOn === dueOn) throw new Refusal('no_change', `“${subject.title}” has this due date already`);
  const payload = { ...subject, before: { due_on: state.dueOn }, after: { due_on: dueOn } };
  return [{ type: 'item.due_set', revision: 1, payload }];
}

function dayAfter(now: string): string {
  return new Date(Date.parse(now) + 14 * 3_600_000).toISOString().slice(0, 10);
}
