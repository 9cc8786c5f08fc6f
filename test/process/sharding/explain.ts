import type { Sql } from '../../../src/database/connection.js';
import { SHARDS } from '../../support/partitions/partitioned.js';
import type { SentStatement } from '../../support/partitions/sent-statement.js';

const PARTITION = /_r(\d+)$/;

/** A statement on one line without comments. */
export function flat(text: string): string {
  return text
    .replaceAll(/--[^\n]*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Remainders of the partitions that a statement would scan, as planned for its parameters; null: it has no plan. */
export async function remaindersOf(sql: Sql, { text, values }: SentStatement): Promise<number[] | null> {
  const query = /^COPY \(([\s\S]*)\) TO STDOUT$/.exec(text)?.[1] ?? text;
  if (!/^(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH)\b/.test(flat(query))) return null;
  const rows = await sql.unsafe<{ 'QUERY PLAN': unknown }[]>(
    `EXPLAIN (VERBOSE, FORMAT JSON) ${query}`,
    values.map((value) =>
      typeof value === 'object' && value !== null ? Buffer.from(value.hex, 'hex') : value,
    ),
  );
  const remainders = new Set<number>();
  collect(rows[0]?.['QUERY PLAN'], remainders);
  return [...remainders].sort((a, b) => a - b);
}

function collect(node: unknown, remainders: Set<number>): void {
  if (typeof node !== 'object' || node === null) return;
  const name =
    'Relation Name' in node && 'Schema' in node && node.Schema === SHARDS ? node['Relation Name'] : '';
  const remainder = PARTITION.exec(String(name))?.[1];
  if (remainder !== undefined) remainders.add(Number(remainder));
  for (const child of Object.values(node)) collect(child, remainders);
}

/** A tenant's name for each remainder. */
export async function tenantsByRemainder(sql: Sql, count: number): Promise<string[]> {
  const rows = await sql<{ tenant: string }[]>`
    SELECT min(t.tenant) AS tenant
    FROM (SELECT 'tenant-' || n AS tenant FROM generate_series(1, 1000) n) t,
      generate_series(0, ${count - 1}::integer) r (remainder)
    WHERE satisfies_hash_partition('eventstore.events'::regclass, ${count}::integer, r.remainder, t.tenant)
    GROUP BY r.remainder ORDER BY r.remainder`;
  return rows.map((row) => row.tenant);
}
