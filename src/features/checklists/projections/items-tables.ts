import type { TableSpec } from '../../../eventstore/projections/table-spec.js';
import type { TicketEffect, TicketState } from '../../items/item-tickets.events.js';

/** One row a project: whether anything of it changed since somebody looked. */
export const BOARDS: TableSpec = {
  name: 'boards',
  key: { project: 'text' },
  columns: { changed_position: 'bigint' },
};

export const CHECKLISTS: TableSpec = {
  name: 'checklists',
  key: { project: 'text', checklist: 'text' },
  columns: {
    key: 'text',
    title: 'text',
    template: 'text',
    template_key: 'text',
    template_version: 'integer',
    content_hash: 'text',
    template_position: 'bigint',
    applied_by: 'text',
    applied_by_kind: 'text',
    applied_at: 'text',
    applied_position: 'bigint',
    closing_by: 'text',
    closed_at: 'text',
    // When items came or went, so that all of its rows have to be read again.
    structure_position: 'bigint',
    changed_position: 'bigint',
    sequence: 'bigint',
  },
};

export const ITEMS: TableSpec = {
  name: 'items',
  key: { project: 'text', checklist: 'text', item: 'text' },
  columns: {
    checklist_key: 'text',
    key: 'text',
    title: 'text',
    description: 'text',
    links: 'text',
    // The rules in force: those of the template, or of the version before it while an upgrade waits.
    level: 'text',
    phase: 'text',
    section: 'text',
    section_title: 'text',
    parent: 'text',
    // The item at the top of the tree it stands in: with it the few rows that settle an item are read alone.
    root: 'text',
    ordinal: 'integer',
    settled_by: 'text',
    condition: 'text',
    condition_answer: 'boolean',
    recurs_days: 'integer',
    human_only: 'boolean',
    summary: 'text',
    threshold: 'text',
    invariant: 'boolean',
    // What waits for a second person: the rules to come, or that the item goes.
    pending_upgrade: 'text',
    claimed: 'boolean',
    imported_claim: 'text',
    wording_hash: 'text',
    status: 'text',
    decided_by: 'text',
    decided_by_kind: 'text',
    decided_at: 'text',
    decided_wording: 'text',
    decision_position: 'bigint',
    effective_at: 'text',
    measured: 'text',
    set_aside: 'text',
    evidence: 'text',
    newer_evidence: 'boolean',
    waivers: 'text',
    owners: 'text',
    due_on: 'text',
    tickets: 'text',
    announced: 'text',
    comments: 'integer',
    changed_position: 'bigint',
    sequence: 'bigint',
  },
  indexes: [
    ['project', 'changed_position'],
    ['key', 'project', 'checklist', 'item'],
    ['item', 'project', 'checklist'],
  ],
};

/** Who is to see to which items, so that they can be found by their owners. */
export const OWNERS: TableSpec = {
  name: 'owners',
  key: { owner: 'text', project: 'text', checklist: 'text', item: 'text' },
  columns: {},
};

/** Moments at which something runs out by itself, until the system actor has said so. */
export const DEADLINES: TableSpec = {
  name: 'deadlines',
  key: { project: 'text', checklist: 'text', item: 'text', kind: 'text', due_at: 'text' },
  columns: {},
  indexes: [['due_at']],
};

/** Where waivers stand, so that those of a tenant can be listed; what they say is in the rows of their items. */
export const WAIVERS: TableSpec = {
  name: 'waivers',
  key: { project: 'text', checklist: 'text', item: 'text', waiver: 'text' },
  columns: { expires_at: 'text', approved_at: 'text', revoked_at: 'text', position: 'bigint' },
  indexes: [['position']],
};

/** Where tickets stand, so that items can be found by them; what they say is in the rows of their items. */
export const TICKETS: TableSpec = {
  name: 'tickets',
  key: { project: 'text', checklist: 'text', item: 'text', ticket: 'text' },
  columns: {
    connection: 'text',
    external_id: 'text',
    external_key: 'text',
    state: 'text',
    position: 'bigint',
  },
  indexes: [['connection', 'external_id'], ['external_key']],
};

export const CONDITIONS: TableSpec = {
  name: 'conditions',
  key: { project: 'text', condition: 'text' },
  columns: {
    answer: 'boolean',
    person: 'text',
    approved: 'boolean',
    relaxed: 'boolean',
    answered_by: 'text',
    answered_by_kind: 'text',
    answered_at: 'text',
    answered_position: 'bigint',
    approved_by: 'text',
    approved_at: 'text',
    changed_position: 'bigint',
    sequence: 'bigint',
  },
};

export const GATES: TableSpec = {
  name: 'gates',
  key: { project: 'text', gate: 'text' },
  columns: {
    key: 'text',
    version: 'integer',
    definition: 'text',
    pending: 'text',
    sign_offs: 'text',
    requested: 'text',
    position: 'bigint',
    changed_position: 'bigint',
    sequence: 'bigint',
  },
};

/** Evidence as a row keeps it: title and link are private, so a read joins them at `position`. */
export type EvidenceRow = {
  id: string;
  sha256: string | null;
  media_type: string | null;
  effective_on: string;
  position: number;
  attached_at: string;
};

type Actor = { id: string; kind: string };

type Stamp = { by: Actor; at: string; position: number };

/** A waiver as a row keeps it: reason and scope are private, so a read joins them at `position`. */
export type WaiverRow = {
  id: string;
  gate: string | null;
  wording_hash: string;
  expires_at: string;
  requested_by: Actor;
  requested_at: string;
  position: number;
  approved: { by: Actor; at: string; position: number; four_eyes: string } | null;
  revoked: { by: Actor; at: string; position: number } | null;
};

/** A ticket as a row keeps it: its URL is private, so a read joins it at `position`. */
export type TicketRow = {
  id: string;
  connection: string;
  system: string | null;
  external_id: string | null;
  key: string | null;
  state: TicketState;
  status: string | null;
  rule: string | null;
  effect: TicketEffect;
  changed_at: string | null;
  /** When it was over there, null while it is not; who did that is private, so a read joins it at `closed_position`. */
  closed_at: string | null;
  closed_position: number | null;
  requested_at: string;
  /** Of the event that linked it, null before. */
  position: number | null;
};

/** The newest claim that was taken over from the document an item was read from; `wording_hash` is what it was of. */
export type ImportedClaimRow = Stamp & { wording_hash: string; template_version: number };

/** How far the newest decision sets the item aside; `approved_by` once a second person has agreed. */
export type SetAsideRow = {
  state: 'pending' | 'relaxed' | 'approved';
  id: string | null;
  approved_by: Actor | null;
  approved_at: string | null;
};

/** The columns that a template version gives an item. */
export type RuleColumns = {
  level: string;
  phase: string;
  section: string;
  section_title: string;
  parent: string | null;
  settled_by: string | null;
  condition: string | null;
  condition_answer: boolean | null;
  recurs_days: number | null;
  human_only: boolean;
  summary: string | null;
  threshold: string | null;
  invariant: boolean;
};

/** `rules` null: the item goes. `alternatives`: children that come to a choice, which settle it no sooner than this. */
export type PendingUpgradeRow = {
  id: string;
  kinds: string[];
  rules: RuleColumns | null;
  alternatives: string[];
};

/** A sign-off as a row keeps it: the newest of each person in each role. The comment is private, at `position`. */
export type SignOffRow = {
  id: string;
  role: string;
  meaning: 'approve' | 'reject' | 'acknowledge';
  person: string | null;
  by: Actor;
  at: string;
  position: number;
  bound_position: number;
  digest: string;
  gate_version: number;
};
