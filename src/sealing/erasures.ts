import type { TransactionSql } from '../database/connection.js';
import { sqlFile } from '../database/sql-file.js';

const ERASURES = sqlFile(import.meta.url, './sql/erasures.sql');

/** From position to position, both included. */
export type PositionRange = readonly [from: number, to: number];

/** Gives the position of the event that erased the private part at a position, null where none says so. */
export type ErasedBy = (position: number) => number | null;

/** The erasing events of a tenant's log, by position. */
export async function readErasureEvents(
  sql: TransactionSql,
  tenant: string,
): Promise<{ position: number; ranges: readonly PositionRange[] }[]> {
  const rows = await sql.unsafe<{ position: number; payload: string }[]>(ERASURES, [tenant], {
    prepare: true,
  });
  return rows.map(({ position, payload }) => ({ position, ranges: erasedRanges(payload) }));
}

/** Reads what a tenant's log says was erased. An event erases only what was recorded before it. */
export async function readErasures(sql: TransactionSql, tenant: string): Promise<ErasedBy> {
  const erasures = await readErasureEvents(sql, tenant);
  return (position) =>
    erasures.find(
      (erasure) =>
        erasure.position > position &&
        erasure.ranges.some(([from, to]) => from <= position && position <= to),
    )?.position ?? null;
}

/** The ranges in the payload of a `privacy.erased` event; none where it is not of that form. */
function erasedRanges(payload: string): readonly PositionRange[] {
  const { ranges } = JSON.parse(payload) as { ranges?: unknown };
  if (!Array.isArray(ranges)) return [];
  return ranges.filter(
    (range): range is PositionRange =>
      Array.isArray(range) && range.length === 2 && range.every((end) => Number.isSafeInteger(end)),
  );
}
