import type { TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import type { ItemStatus } from '../items/item.events.js';
import type { EvidenceRow } from './projections/items.projection.js';
import type { Level, Phase, Settlement } from '../templates/template.events.js';

const ITEM_ROWS = sqlFile(import.meta.url, './queries/sql/item-rows.sql');
const ITEM_TREE = sqlFile(import.meta.url, './queries/sql/item-tree.sql');

/** A row of the items table with its JSON read. */
export interface ItemRow {
  readonly checklist: string;
  readonly checklistKey: string;
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly description: string | null;
  readonly links: { title: string; url: string }[];
  readonly level: Level;
  readonly phase: Phase;
  readonly section: string;
  readonly sectionTitle: string;
  readonly parent: string | null;
  readonly settledBy: Settlement | null;
  readonly claimed: boolean;
  readonly wordingHash: string;
  readonly status: ItemStatus;
  readonly decidedBy: { id: string; kind: string } | null;
  readonly decidedAt: string | null;
  readonly decisionPosition: number | null;
  readonly effectiveAt: string | null;
  readonly measured: string | null;
  readonly evidence: EvidenceRow[];
  readonly comments: number;
  readonly sequence: number;
}

type SqlRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The items of a project (or of one of its checklists) in document order, checklists in the order of their
 * application. Part of the caller's read transaction.
 */
export async function readItemRows(
  sql: TransactionSql,
  tenant: string,
  project: string,
  checklist: string | null,
): Promise<ItemRow[]> {
  const rows = await sql.unsafe<SqlRow[]>(ITEM_ROWS, [tenant, project, checklist], { prepare: true });
  return rows.map((row) => itemRow(row));
}

/** The rows of the tree that an item (by id or folded key) stands in: all that its state depends on, and no more. */
export async function readItemTree(
  sql: TransactionSql,
  tenant: string,
  ids: { readonly project: string; readonly checklist: string },
  item: string,
): Promise<ItemRow[]> {
  const folded = item.normalize('NFC').toLowerCase();
  const parameters = [tenant, ids.project, ids.checklist, item, folded];
  const rows = await sql.unsafe<SqlRow[]>(ITEM_TREE, parameters, { prepare: true });
  return rows.map((row) => itemRow(row));
}

/** Reads a row as the projection's reducer writes it. */
export function itemRow(row: SqlRow): ItemRow {
  const text = (column: string): string => String(row[column]);
  const maybe = (column: string): string | null => (row[column] === null ? null : String(row[column]));
  const decidedBy = maybe('decided_by');
  return {
    checklist: text('checklist'),
    checklistKey: text('checklist_key'),
    id: text('item'),
    key: text('key'),
    title: text('title'),
    description: maybe('description'),
    links: JSON.parse(text('links')) as ItemRow['links'],
    level: text('level') as Level,
    phase: text('phase') as Phase,
    section: text('section'),
    sectionTitle: text('section_title'),
    parent: maybe('parent'),
    settledBy: maybe('settled_by') as Settlement | null,
    claimed: row['claimed'] === true,
    wordingHash: text('wording_hash'),
    status: text('status') as ItemStatus,
    decidedBy: decidedBy === null ? null : { id: decidedBy, kind: text('decided_by_kind') },
    decidedAt: maybe('decided_at'),
    decisionPosition: row['decision_position'] === null ? null : Number(row['decision_position']),
    effectiveAt: maybe('effective_at'),
    measured: maybe('measured'),
    evidence: JSON.parse(text('evidence')) as EvidenceRow[],
    comments: Number(row['comments']),
    sequence: Number(row['sequence']),
  };
}
