import type { RecordedEvent } from '../../../eventstore/event.js';
import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { Row } from '../../../eventstore/projections/table-spec.js';
import { DECISION_TYPES, type ItemEvent, itemOfStream } from '../../items/item.events.js';
import { announce, changeInPlace, deleteItem, putItem } from './deadlines.js';
import { changeTickets } from './ticket-changes.js';
import type {
  EvidenceRow,
  ImportedClaimRow,
  PendingUpgradeRow,
  SetAsideRow,
  WaiverRow,
} from './items-tables.js';

export type ItemKey = { project: string; checklist: string; item: string };

export function itemKey(event: RecordedEvent): ItemKey {
  const { checklistId, itemId } = itemOfStream(event.stream);
  return { project: event.project ?? '', checklist: checklistId, item: itemId };
}

/** Changes an item's row by one of its events. */
export function changeItem(rows: RowSet, event: RecordedEvent, change: ItemEvent): void {
  const before = rows.get('items', itemKey(event));
  if (!before) throw new Error(`item ${event.stream.id} has events but stands in no checklist`);
  if (isDecision(change)) return changeInPlace(rows, before, decided(event, change), event.createdAt);
  const after = changed(rows, { ...before, ...stampOf(event) }, event, change);
  if (after) putItem(rows, before, after, event.createdAt);
}

function stampOf({ sequence, position }: RecordedEvent): { sequence: number; changed_position: number } {
  return { sequence, changed_position: position };
}

type Decision = Extract<ItemEvent, { payload: { after: { status: string } } }>;

function isDecision(change: ItemEvent): change is Decision {
  return DECISIONS.has(change.type);
}

const DECISIONS: ReadonlySet<string> = new Set(DECISION_TYPES);

/** The row afterwards; null where it goes. */
function changed(
  rows: RowSet,
  row: Row,
  event: RecordedEvent,
  change: Exclude<ItemEvent, Decision>,
): Row | null {
  switch (change.type) {
    case 'item.set_aside_approved':
      return approved(rows, row, event, change.payload.set_aside_id);
    case 'item.waiver_requested': {
      const { waiver_id, gate, expires_at, wording_hash } = change.payload;
      const waiver: WaiverRow = {
        id: waiver_id,
        gate,
        wording_hash,
        expires_at,
        requested_by: event.actor,
        requested_at: event.createdAt,
        position: event.position,
        approved: null,
        revoked: null,
      };
      const { position } = event;
      const stamps = { expires_at, approved_at: null, revoked_at: null, position };
      rows.put('waivers', { ...itemKey(event), waiver: waiver_id, ...stamps });
      return { ...row, waivers: JSON.stringify([...waiversOf(row), waiver]) };
    }
    case 'item.waiver_approved': {
      const { four_eyes, waiver_id } = change.payload;
      stampWaiver(rows, event, waiver_id, { approved_at: event.createdAt });
      return withWaiver(row, waiver_id, { approved: { ...stamp(event), four_eyes } });
    }
    case 'item.waiver_revoked':
      stampWaiver(rows, event, change.payload.waiver_id, { revoked_at: event.createdAt });
      return withWaiver(row, change.payload.waiver_id, { revoked: stamp(event) });
    case 'item.assigned':
      return assigned(rows, row, event, change.payload.after.owners);
    case 'item.due_set':
      return { ...row, due_on: change.payload.after.due_on };
    case 'item.waiver_lapsed':
      return announce(rows, row, 'waiver', change.payload.due_at);
    case 'item.attestation_lapsed':
      return announce(rows, row, 'attestation', change.payload.due_at);
    case 'item.overdue':
      return announce(rows, row, 'overdue', change.payload.due_at);
    case 'item.waiver_reminded':
      return announce(rows, row, 'waiver_reminder', change.payload.due_at);
    case 'item.attestation_reminded':
      return announce(rows, row, 'attestation_reminder', change.payload.due_at);
    case 'item.claim_imported': {
      const { wording_hash, template_version } = change.payload;
      const claim: ImportedClaimRow = { ...stamp(event), wording_hash, template_version };
      return { ...row, imported_claim: JSON.stringify(claim) };
    }
    case 'item.commented':
      return { ...row, comments: Number(row['comments'] ?? 0) + 1 };
    case 'item.ticket_requested':
    case 'item.ticket_linked':
    case 'item.ticket_unlinked':
    case 'item.ticket_observed':
      return changeTickets(rows, row, event, change, itemKey(event));
    case 'item.evidence_attached': {
      const { evidence_id, sha256, media_type, effective_on } = change.payload;
      const evidence = JSON.parse(String(row['evidence'])) as EvidenceRow[];
      const { position, createdAt: attached_at } = event;
      const added = { id: evidence_id, sha256, media_type, effective_on, position, attached_at };
      const newer_evidence = row['decision_position'] !== null;
      return { ...row, evidence: JSON.stringify([...evidence, added]), newer_evidence };
    }
  }
}

/** The columns that a decision changes. */
function decided(event: RecordedEvent, change: Decision): Row {
  const aside = change.type === 'item.marked_not_applicable' ? change.payload.set_aside : null;
  const id = aside?.state === 'pending' ? aside.id : null;
  const setAside: SetAsideRow | null = aside && {
    state: aside.state,
    id,
    approved_by: null,
    approved_at: null,
  };
  return {
    status: change.payload.after.status,
    decided_by: event.actor.id,
    decided_by_kind: event.actor.kind,
    decided_at: event.createdAt,
    decided_wording: change.payload.wording_hash,
    decision_position: event.position,
    effective_at: change.payload.effective_at ?? event.createdAt,
    measured: change.payload.measured,
    set_aside: setAside && JSON.stringify(setAside),
    newer_evidence: false,
    ...stampOf(event),
  };
}

function approved(rows: RowSet, row: Row, event: RecordedEvent, id: string): Row | null {
  const aside = row['set_aside'] === null ? null : (JSON.parse(String(row['set_aside'])) as SetAsideRow);
  if (aside?.id === id) {
    const agreed: SetAsideRow = {
      ...aside,
      state: 'approved',
      approved_by: event.actor,
      approved_at: event.createdAt,
    };
    return { ...row, set_aside: JSON.stringify(agreed) };
  }
  const text = row['pending_upgrade'];
  const pending = typeof text === 'string' ? (JSON.parse(text) as PendingUpgradeRow) : null;
  if (pending?.id !== id) return row;
  if (pending.rules) return { ...row, ...pending.rules, pending_upgrade: null };
  const { project = null, checklist = null } = row;
  const owner = rows.get('checklists', { project, checklist });
  if (owner)
    rows.put('checklists', {
      ...owner,
      structure_position: event.position,
      changed_position: event.position,
    });
  deleteItem(rows, row, event.createdAt);
  return null;
}

function assigned(rows: RowSet, row: Row, event: RecordedEvent, owners: readonly string[]): Row {
  for (const owner of JSON.parse(String(row['owners'])) as string[])
    if (!owners.includes(owner)) rows.delete('owners', { owner, ...itemKey(event) });
  for (const owner of owners) rows.put('owners', { owner, ...itemKey(event) });
  return { ...row, owners: JSON.stringify(owners) };
}

function waiversOf(row: Row): WaiverRow[] {
  return JSON.parse(String(row['waivers'])) as WaiverRow[];
}

function withWaiver(row: Row, id: string, change: Partial<WaiverRow>): Row {
  const waivers = waiversOf(row).map((waiver) => (waiver.id === id ? { ...waiver, ...change } : waiver));
  return { ...row, waivers: JSON.stringify(waivers) };
}

function stampWaiver(rows: RowSet, event: RecordedEvent, waiver: string, change: Row): void {
  const row = rows.get('waivers', { ...itemKey(event), waiver });
  if (!row) throw new Error(`waiver ${waiver} was never asked for`);
  rows.put('waivers', { ...row, ...change });
}

function stamp(event: RecordedEvent) {
  return { by: event.actor, at: event.createdAt, position: event.position };
}
