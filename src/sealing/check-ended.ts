import type { TransactionSql } from '../database/connection.js';
import { CompactRange } from '../transparency/compact-range.js';
import { checkCommitments, type Finding, hashOf, readCheckRows } from './check-log.js';
import { readErasures } from './erasures.js';
import { fromTree, TileMissing } from './tree-reader.js';
import type { TreeState } from './tree-rows.js';

const CHUNK = 1_000;
const UNREADABLE = { what: 'altered', detail: 'the event makes no leaf' } as const;

/** What the first event of the next epoch says of the one before: how many events it had, and their root (base64). */
interface EndOfEpoch {
  readonly events: number;
  readonly root: string;
}

/**
 * Compares what stands between the tree of an ended epoch and the next one with what the first event of the next one says:
 * events recorded before the new epoch was begun, which no checkpoint covers, and nothing else. Nothing is said where the
 * tree itself is not whole, which is found elsewhere.
 */
export async function checkEnded(
  sql: TransactionSql,
  state: TreeState,
  next: Pick<TreeState, 'firstPosition'>,
): Promise<Finding[]> {
  const [end, range] = [await endOf(sql, state, next), await sealedRange(sql, state)];
  if (end === null || range === null || end.events < state.size) return [];
  const finding = await tailFinding(sql, state, next.firstPosition, range, end);
  return finding ? [finding] : [];
}

async function tailFinding(
  sql: TransactionSql,
  state: TreeState,
  before: number,
  range: CompactRange,
  end: EndOfEpoch,
): Promise<Finding | null> {
  const first = state.firstPosition + state.size;
  const erasedBy = await readErasures(sql, state.tenant);
  let gap: number | null = null;
  let expected = first;
  for await (const row of rowsBetween(sql, state.tenant, first, before)) {
    if (range.size === end.events)
      return {
        what: 'beyond_head',
        position: row.position,
        detail: 'an event stands behind the end of its epoch: it was not appended',
      };
    if (row.position !== expected) gap ??= expected;
    expected = row.position + 1;
    const leaf = hashOf(state.origin, row);
    const wrong = leaf ? checkCommitments(row, erasedBy) : UNREADABLE;
    if (wrong || !leaf) return { ...(wrong ?? UNREADABLE), position: row.position };
    range.append(leaf);
  }
  if (range.size < end.events)
    return {
      what: 'missing',
      position: gap ?? expected,
      detail: 'the event was there when the next epoch was begun, and is gone',
    };
  if (range.root().toString('base64') === end.root) return null;
  return {
    what: 'altered',
    position: first,
    detail: `an event from here on, before position ${expected}, is not the one that was there when the next epoch was begun`,
  };
}

async function* rowsBetween(sql: TransactionSql, tenant: string, first: number, before: number) {
  for (let from = first; ;) {
    const [row] = await sql<{ position: number | null }[]>`
      SELECT min(position) AS position FROM eventstore.events
      WHERE tenant = ${tenant} AND position >= ${from} AND position < ${before}`;
    const position = row?.position ?? null;
    if (position === null) return;
    from = Math.min(position + CHUNK, before);
    yield* await readCheckRows(sql, tenant, position, from);
  }
}

async function endOf(
  sql: TransactionSql,
  { tenant }: TreeState,
  next: Pick<TreeState, 'firstPosition'>,
): Promise<EndOfEpoch | null> {
  const [row] = await sql<{ payload: string }[]>`
    SELECT payload FROM eventstore.events
    WHERE tenant = ${tenant} AND position = ${next.firstPosition} AND event_type = 'log.epoch_begun'`;
  const { previous } = (row ? JSON.parse(row.payload) : {}) as { previous?: Partial<EndOfEpoch> };
  const { events, root } = previous ?? {};
  return Number.isSafeInteger(events) && typeof root === 'string' ? { events: events as number, root } : null;
}

/** The sealed tree as a range that can be gone on with; null where its tiles do not give its root. */
async function sealedRange(sql: TransactionSql, state: TreeState): Promise<CompactRange | null> {
  const { size } = state;
  try {
    const hashes = await fromTree(sql, state, size, (node) => {
      const whole: Uint8Array[] = [];
      for (let level = 52, start = 0; level >= 0; level -= 1) {
        const leaves = 2 ** level;
        if (Math.floor(size / leaves) % 2 === 0) continue;
        whole.push(node(level, start / leaves));
        start += leaves;
      }
      return whole;
    });
    const range = CompactRange.resume(size, Buffer.concat(hashes));
    return range.root().equals(state.root) ? range : null;
  } catch (error) {
    if (error instanceof TileMissing) return null;
    throw error;
  }
}
