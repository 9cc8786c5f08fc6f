import { textArray } from '../../../database/array-literal.js';
import type { TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import {
  conditionOf,
  type ConditionRow,
  countedLevels,
  gateOf,
  type ItemRow,
  itemRow,
  type SqlRow,
} from '../../checklists/checklists.module.js';
import { settleItems } from '../settlement.rules.js';
import { type Shown, shownRows } from './item-details.js';

const TREES = sqlFile(import.meta.url, './sql/item-trees.sql');
const CONDITIONS = sqlFile(import.meta.url, './sql/conditions-of.sql');
const GATES = sqlFile(import.meta.url, './sql/gates-of.sql');

/** An item with its state, and the project it stands in. */
export interface Placed extends Shown {
  readonly project: string;
  /** Null where the list of projects is behind. */
  readonly projectKey: string | null;
}

interface Tree {
  readonly project: string;
  readonly rows: readonly ItemRow[];
}

/**
 * The states of items of any projects as of `now`, in their order: each is judged in the tree it stands in, or in all
 * of its checklist where a summary is among them.
 */
export async function settledIn(
  sql: TransactionSql,
  tenant: string,
  candidates: readonly SqlRow[],
  now: string,
): Promise<Placed[]> {
  if (candidates.length === 0) return [];
  const projects = [...new Set(candidates.map((row) => String(row['project'])))];
  const [trees, answers, gates] = await Promise.all([
    readTrees(sql, tenant, candidates, (row) => String(row['root'])),
    sql.unsafe<SqlRow[]>(CONDITIONS, [tenant, textArray(projects)], { prepare: true }),
    sql.unsafe<SqlRow[]>(GATES, [tenant, textArray(projects)], { prepare: true }),
  ]);
  const withSummary = candidates.filter((row) =>
    trees.get(treeKey(row))?.rows.some(({ summary }) => summary),
  );
  for (const [key, tree] of await readTrees(sql, tenant, withSummary, () => '')) trees.set(key, tree);

  const keys = new Map(answers.map((row) => [String(row['owner']), row['project_key']]));
  const conditions = conditionsOf(answers);
  const gatesOf = new Map(
    [...Map.groupBy(gates, (row) => String(row['project']))].map(([project, rows]) => [
      project,
      rows.map(gateOf),
    ]),
  );
  const shown = new Map<string, Shown>();
  for (const { project, rows } of trees.values()) {
    const circumstances = {
      now,
      conditions: conditions.get(project) ?? new Map<string, ConditionRow>(),
      gate: null,
      counted: countedLevels(gatesOf.get(project) ?? []),
    };
    const { states } = settleItems(rows, circumstances);
    for (const entry of shownRows(rows, states)) shown.set(placeKey(project, entry.row), entry);
  }
  return candidates.map((candidate) => {
    const project = String(candidate['project']);
    const entry = shown.get(placeKey(project, itemRow(candidate)));
    if (!entry) throw new Error(`item ${String(candidate['item'])} is not in its tree`);
    const key = keys.get(project);
    return { ...entry, project, projectKey: typeof key === 'string' ? key : null };
  });
}

async function readTrees(
  sql: TransactionSql,
  tenant: string,
  candidates: readonly SqlRow[],
  root: (row: SqlRow) => string,
): Promise<Map<string, Tree>> {
  if (candidates.length === 0) return new Map();
  const column = (value: (row: SqlRow) => string) => textArray(candidates.map(value));
  const parameters = [
    tenant,
    column((row) => String(row['project'])),
    column((row) => String(row['checklist'])),
    column(root),
  ];
  const rows = await sql.unsafe<SqlRow[]>(TREES, parameters, { prepare: true });
  const trees = Map.groupBy(rows, treeKey);
  return new Map(
    [...trees].map(([key, own]) => [key, { project: String(own[0]?.['project']), rows: own.map(itemRow) }]),
  );
}

function conditionsOf(answers: readonly SqlRow[]): Map<string, Map<string, ConditionRow>> {
  const given = answers.filter((row) => row['condition'] !== null);
  const byProject = Map.groupBy(given, (row) => String(row['owner']));
  return new Map(
    [...byProject].map(([project, rows]) => [
      project,
      new Map(rows.map((row) => [String(row['condition']), conditionOf(row)])),
    ]),
  );
}

function treeKey(row: SqlRow): string {
  return `${String(row['project'])}/${String(row['checklist'])}`;
}

function placeKey(project: string, { checklist, id }: ItemRow): string {
  return `${project}/${checklist}/${id}`;
}
