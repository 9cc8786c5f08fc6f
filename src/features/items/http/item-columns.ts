import type { Column } from '../../../http/csv.js';
import type { FoundItem } from '../queries/find-items.js';
import type { ItemView } from '../queries/item-view.js';
import type { ItemWaiverView } from '../queries/get-waiver.js';

/** The columns of items as CSV, in order; lists in one cell, separated by spaces. */
export const ITEM_COLUMNS: readonly Column<ItemView>[] = [
  { name: 'checklist', value: (item) => item.checklist },
  { name: 'section', value: (item) => item.section.key },
  { name: 'key', value: (item) => item.key },
  { name: 'title', value: (item) => item.title },
  { name: 'status', value: (item) => item.status },
  { name: 'derived', value: (item) => item.derived.join(' ') },
  { name: 'level', value: (item) => item.level },
  { name: 'phase', value: (item) => item.phase },
  { name: 'parent', value: (item) => item.parent },
  { name: 'owners', value: (item) => item.owners.join(' ') },
  { name: 'due_on', value: (item) => item.due_on },
  { name: 'decided_by', value: (item) => item.decision?.by.name ?? item.decision?.by.id },
  { name: 'decided_at', value: (item) => item.decision?.at },
  { name: 'reason', value: (item) => item.decision?.reason },
  { name: 'claim_imported_at', value: (item) => item.imported_claim?.at },
  { name: 'measured', value: (item) => item.measured },
  { name: 'evidence', value: (item) => item.evidence.length },
  { name: 'waived_until', value: (item) => (item.waiver?.in_force ? item.waiver.expires_at : null) },
  { name: 'tickets', value: (item) => item.tickets.map(({ key, id }) => key ?? id).join(' ') },
  { name: 'comments', value: (item) => item.comments },
  { name: 'sequence', value: (item) => item.sequence },
  { name: 'id', value: (item) => item.id },
];

export const FOUND_ITEM_COLUMNS: readonly Column<FoundItem>[] = [
  { name: 'project', value: (item) => item.project },
  ...ITEM_COLUMNS,
];

export const WAIVER_COLUMNS: readonly Column<ItemWaiverView>[] = [
  { name: 'project', value: (waiver) => waiver.project },
  { name: 'checklist', value: (waiver) => waiver.checklist },
  { name: 'item', value: (waiver) => waiver.item },
  { name: 'state', value: (waiver) => waiver.state },
  { name: 'in_force', value: (waiver) => waiver.in_force },
  { name: 'reason', value: (waiver) => waiver.reason },
  { name: 'scope', value: (waiver) => waiver.scope },
  { name: 'gate', value: (waiver) => waiver.gate },
  { name: 'expires_at', value: (waiver) => waiver.expires_at },
  { name: 'requested_by', value: (waiver) => waiver.requested_by.name ?? waiver.requested_by.id },
  { name: 'requested_at', value: (waiver) => waiver.requested_at },
  { name: 'approved_by', value: (waiver) => waiver.approved_by?.name ?? waiver.approved_by?.id },
  { name: 'approved_at', value: (waiver) => waiver.approved_at },
  { name: 'revoked_at', value: (waiver) => waiver.revoked_at },
  { name: 'id', value: (waiver) => waiver.id },
];
