import type { RowSet } from '../../../eventstore/projections/row-set.js';
import type { Row, Value } from '../../../eventstore/projections/table-spec.js';
import { addDays, endOfDay, REMINDER_DAYS } from '../../items/instants.rules.js';
import type { TicketRow, WaiverRow } from './items-tables.js';

/** Puts an item's row with the deadlines that follow from it. What ran out before the change stays to be announced. */
export function putItem(rows: RowSet, before: Row | null, after: Row, at: string): void {
  putDeadlines(rows, before ? deadlines(before) : NONE, after, at);
  rows.put('items', after);
}

/** The same for columns of a row that is there: most events are decisions, and copies are what a rebuild spends most on. */
export function changeInPlace(rows: RowSet, row: Row, changes: Row, at: string): void {
  const old = deadlines(row);
  rows.patch('items', row, changes);
  putDeadlines(rows, old, row, at);
}

function putDeadlines(rows: RowSet, old: readonly string[], row: Row, at: string): void {
  const next = deadlines(row);
  if (old.length === 0 && next.length === 0) return;
  const announced = listOf(row['announced']) as readonly string[];
  for (const mark of old)
    if (!next.includes(mark) && dueOf(mark) > at) rows.delete('deadlines', keyOf(row, mark));
  for (const mark of next)
    if (!old.includes(mark) && !announced.includes(mark)) rows.put('deadlines', keyOf(row, mark));
}

/** Takes an item's row away, with its tickets, owners and the deadlines that are still to come. */
export function deleteItem(rows: RowSet, row: Row, at: string): void {
  for (const mark of deadlines(row)) if (dueOf(mark) > at) rows.delete('deadlines', keyOf(row, mark));
  const { project = null, checklist = null, item = null } = row;
  for (const { id: ticket } of listOf(row['tickets']) as readonly TicketRow[])
    rows.delete('tickets', { project, checklist, item, ticket });
  for (const owner of listOf(row['owners']) as readonly string[])
    rows.delete('owners', { owner, project, checklist, item });
  rows.delete('items', { project, checklist, item });
}

/** An announcement: the deadline is done with, and does not come again. */
export function announce(rows: RowSet, row: Row, kind: string, dueAt: string): Row {
  const mark = `${kind}@${dueAt}`;
  rows.delete('deadlines', keyOf(row, mark));
  const announced = JSON.parse(String(row['announced'])) as string[];
  return { ...row, announced: JSON.stringify([...announced, mark]) };
}

/** As `kind@time`: when the attestation and waivers run out, and when the item is overdue. */
function deadlines(row: Row): readonly string[] {
  const found: string[] = [];
  const { status, recurs_days, effective_at, due_on, settled_by } = row;
  if (status === 'checked' && recurs_days !== null && effective_at !== null) {
    const lapses = addDays(String(effective_at), Number(recurs_days));
    found.push(`attestation@${lapses}`, ...reminder('attestation', lapses, String(row['decided_at'])));
  }
  for (const { approved, revoked, expires_at } of listOf(row['waivers']) as readonly WaiverRow[])
    if (approved && !revoked)
      found.push(`waiver@${expires_at}`, ...reminder('waiver', expires_at, approved.at));
  // A parent that its children settle has no answer of its own that could be late.
  const isOpen =
    (status === 'open' || status === 'failed') && (settled_by === null || settled_by === 'itself');
  if (isOpen && due_on !== null) found.push(`overdue@${endOfDay(String(due_on))}`);
  return found.length < 2 ? found : [...new Set(found)];
}

const NONE: readonly never[] = [];

// Most lists are empty, and a rebuild looks at three of them for every event.
function listOf(text: Value | undefined): readonly unknown[] {
  return text === '[]' ? NONE : (JSON.parse(String(text)) as unknown[]);
}

// What holds for a shorter time than that needs no reminder.
function reminder(kind: string, lapses: string, since: string): string[] {
  const at = addDays(lapses, -REMINDER_DAYS);
  return at > since ? [`${kind}_reminder@${at}`] : [];
}

function dueOf(mark: string): string {
  return mark.slice(mark.indexOf('@') + 1);
}

function keyOf(row: Row, mark: string): Row {
  const { project = null, checklist = null, item = null } = row;
  return { project, checklist, item, kind: mark.slice(0, mark.indexOf('@')), due_at: dueOf(mark) };
}
