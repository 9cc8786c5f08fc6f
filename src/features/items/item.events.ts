import type { EventData, RecordedEvent, StreamRef } from '../../eventstore/event.js';
import type { ItemSubject } from './item-subject.events.js';
import { TICKET_EVENT_TYPES, type TicketEvent } from './item-tickets.events.js';

export type { ItemSubject } from './item-subject.events.js';

/** What somebody decided on an item; what is derived (a parent's state, a waiver) is not among them. */
export const ITEM_STATUSES = ['open', 'checked', 'failed', 'not_applicable'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export type DecisionPayload = ItemSubject & {
  before: { status: ItemStatus };
  after: { status: ItemStatus };
  /** When the actor says it was so; never later than recorded. Null: when recorded. */
  effective_at: string | null;
  /** Ids of the evidence given with the decision; each has an event of its own before this one. */
  evidence: string[];
  /** A measured value, for items that ask for one. */
  measured: string | null;
  /** Only of `item.checked`, and not in older ones: what was known of the attestation when it was made. */
  attested?: AttestedHow;
};

/** `items` is how many items the request acted on that brought the attestation: more than one is in bulk. */
export type AttestedHow = { by_owner: boolean; items: number };

/**
 * How far a second person agreed: `pending` until one has approved under this id (which takes effect at once where no
 * gate counts the item), `relaxed` where the tenant's policy asked for none. Null in older events: nobody has.
 */
export type SetAside = { state: 'pending'; id: string; person: string | null } | { state: 'relaxed' } | null;

/** `person` is who answers for the actor: the member, or the responsible member of a service account. */
export type PersonPart = { person: string | null };

export type EvidencePayload = ItemSubject & {
  evidence_id: string;
  /** SHA-256 of the file, for evidence that is one. */
  sha256: string | null;
  media_type: string | null;
  /** The day the evidence is of (YYYY-MM-DD), not the day it was given. */
  effective_on: string;
};

export type EvidencePrivate = { title: string; url: string | null };

export type WaiverPayload = ItemSubject & { waiver_id: string } & PersonPart;

/**
 * What the clock brought about; once per item and moment, and read by no rule. A reminder comes some days before and
 * says in `lapses_at` when the attestation or waiver runs out.
 */
export type LapsePayload = ItemSubject & { due_at: string; lapses_at?: string };

/** A box that was ticked in the document of a template version, taken over when asked: a claim, read by no rule. */
export type ClaimPayload = ItemSubject & {
  template_version: number;
  /** SHA-256 of the document (hex); null where the version was not read from one. */
  source_sha256: string | null;
};

export const DECISION_TYPES = [
  'item.checked',
  'item.unchecked',
  'item.failed',
  'item.marked_not_applicable',
] as const;
export type DecisionType = (typeof DECISION_TYPES)[number];

export const LAPSE_TYPES = [
  'item.waiver_lapsed',
  'item.attestation_lapsed',
  'item.overdue',
  'item.waiver_reminded',
  'item.attestation_reminded',
] as const;
export type LapseType = (typeof LAPSE_TYPES)[number];

export type ItemEvent =
  | {
      type: 'item.checked' | 'item.unchecked' | 'item.failed';
      revision: 1;
      payload: DecisionPayload;
      private?: { reason: string };
    }
  | {
      type: 'item.marked_not_applicable';
      revision: 2;
      payload: DecisionPayload & { set_aside: SetAside };
      private?: { reason: string };
    }
  | {
      type: 'item.set_aside_approved';
      revision: 1;
      payload: ItemSubject & { set_aside_id: string } & PersonPart;
      private?: { reason: string };
    }
  | {
      type: 'item.waiver_requested';
      revision: 1;
      payload: WaiverPayload & { gate: string | null; expires_at: string };
      private: { reason: string; scope: string | null };
    }
  | {
      type: 'item.waiver_approved';
      revision: 1;
      payload: WaiverPayload & { four_eyes: 'required' | 'relaxed' };
      private?: { reason: string };
    }
  | { type: 'item.waiver_revoked'; revision: 1; payload: WaiverPayload; private: { reason: string } }
  | {
      type: 'item.assigned';
      revision: 1;
      payload: ItemSubject & { before: { owners: string[] }; after: { owners: string[] } };
    }
  | {
      type: 'item.due_set';
      revision: 1;
      payload: ItemSubject & { before: { due_on: string | null }; after: { due_on: string | null } };
    }
  | { type: LapseType; revision: 1; payload: LapsePayload }
  | { type: 'item.claim_imported'; revision: 1; payload: ClaimPayload }
  | { type: 'item.commented'; revision: 1; payload: ItemSubject; private: { text: string } }
  | { type: 'item.evidence_attached'; revision: 1; payload: EvidencePayload; private: EvidencePrivate }
  | TicketEvent;

export const ITEM_EVENT_TYPES: readonly ItemEvent['type'][] = [
  ...DECISION_TYPES,
  'item.set_aside_approved',
  'item.waiver_requested',
  'item.waiver_approved',
  'item.waiver_revoked',
  'item.assigned',
  'item.due_set',
  ...LAPSE_TYPES,
  'item.claim_imported',
  'item.commented',
  'item.evidence_attached',
  ...TICKET_EVENT_TYPES,
];

/** Revisions that are newer than 1. */
export const ITEM_REVISIONS: Readonly<Record<string, number>> = { 'item.marked_not_applicable': 2 };

/** The status that a decision brings about. */
export const STATUS_AFTER: Record<DecisionType, ItemStatus> = {
  'item.checked': 'checked',
  'item.unchecked': 'open',
  'item.failed': 'failed',
  'item.marked_not_applicable': 'not_applicable',
};

/** The stream of an item: the checklist it stands in, and its id, which template versions carry on. */
export function itemStream(checklistId: string, itemId: string): StreamRef {
  return { type: 'item', id: `${checklistId}/${itemId}` };
}

/** The two ids that an item's stream is made of. */
export function itemOfStream(stream: StreamRef): { checklistId: string; itemId: string } {
  const slash = stream.id.indexOf('/');
  if (slash < 0) return { checklistId: stream.id, itemId: '' };
  return { checklistId: stream.id.slice(0, slash), itemId: stream.id.slice(slash + 1) };
}

const TYPES: ReadonlySet<string> = new Set(ITEM_EVENT_TYPES);

/**
 * The event with its payload typed and in its newest revision, or null for another stream's. Before revision 2 an item
 * was marked as not applicable without a second person, which stands.
 */
export function asItemEvent(event: RecordedEvent | EventData): ItemEvent | null {
  if (!TYPES.has(event.type)) return null;
  if (event.type === 'item.marked_not_applicable' && event.revision === 1)
    return {
      ...event,
      revision: 2,
      payload: { ...event.payload, set_aside: { state: 'relaxed' } },
    } as unknown as ItemEvent;
  return event as unknown as ItemEvent;
}
