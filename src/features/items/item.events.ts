import type { EventData, RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** What somebody decided on an item; what is derived (a parent's state) is not among them. */
export const ITEM_STATUSES = ['open', 'checked', 'failed', 'not_applicable'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** What every event of an item says of the item, so that it can be read without anything else. */
export type ItemSubject = {
  project_key: string;
  checklist_key: string;
  item_key: string;
  title: string;
  /** SHA-256 of the wording that was in front of whoever acted. */
  wording_hash: string;
};

export type DecisionPayload = ItemSubject & {
  before: { status: ItemStatus };
  after: { status: ItemStatus };
  /** When the actor says it was so; never later than recorded. Null: when recorded. */
  effective_at: string | null;
  /** Ids of the evidence given with the decision; each has an event of its own before this one. */
  evidence: string[];
  /** A measured value, for items that ask for one. */
  measured: string | null;
};

export type EvidencePayload = ItemSubject & {
  evidence_id: string;
  /** SHA-256 of the file, for evidence that is one. */
  sha256: string | null;
  media_type: string | null;
  /** The day the evidence is of (YYYY-MM-DD), not the day it was given. */
  effective_on: string;
};

export type EvidencePrivate = { title: string; url: string | null };

export const DECISION_TYPES = [
  'item.checked',
  'item.unchecked',
  'item.failed',
  'item.marked_not_applicable',
] as const;
export type DecisionType = (typeof DECISION_TYPES)[number];

export type ItemEvent =
  | { type: DecisionType; revision: 1; payload: DecisionPayload; private?: { reason: string } }
  | { type: 'item.commented'; revision: 1; payload: ItemSubject; private: { text: string } }
  | { type: 'item.evidence_attached'; revision: 1; payload: EvidencePayload; private: EvidencePrivate };

export const ITEM_EVENT_TYPES: readonly ItemEvent['type'][] = [
  ...DECISION_TYPES,
  'item.commented',
  'item.evidence_attached',
];

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
  const [checklistId = '', itemId = ''] = stream.id.split('/');
  return { checklistId, itemId };
}

/** The event with its payload typed, or null for another stream's. Revisions have one form so far: no upcast. */
export function asItemEvent(event: RecordedEvent | EventData): ItemEvent | null {
  return ITEM_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as ItemEvent) : null;
}

/** One line for people: what happened to which item. The actor's name is put in front by who shows it. */
export function describeItemEvent(event: ItemEvent, reason: string | null): string {
  const of = `“${event.payload.title}”`;
  const why = reason === null || reason === '' ? '' : `: ${reason}`;
  switch (event.type) {
    case 'item.checked':
      return `checked ${of} (was ${event.payload.before.status})${why}`;
    case 'item.unchecked':
      return `reopened ${of} (was ${event.payload.before.status})${why}`;
    case 'item.failed':
      return `marked ${of} as failed (was ${event.payload.before.status})${why}`;
    case 'item.marked_not_applicable':
      return `marked ${of} as not applicable (was ${event.payload.before.status})${why}`;
    case 'item.commented':
      return `commented on ${of}`;
    case 'item.evidence_attached':
      return `attached evidence to ${of}`;
  }
}
