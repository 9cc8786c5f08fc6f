import { plainArray, textArray } from '../../database/array-literal.js';
import type { TransactionSql } from '../../database/connection.js';
import { type Projection, tableName } from './projection.js';
import type { ColumnType, TableSpec } from './table-spec.js';
import type { Row, RowKey, Value } from './table-spec.js';

// Statements are made from table specifications, which are constants of the code: no value of a request is in them.

const DEFINITIONS_LOCK = 4_242_002;
const TENANT_ONLY = `tenant = current_setting('clearance.tenant', true)`;
/** The same as the database writes it. */
const TENANT_ONLY_STORED = `(tenant = current_setting('clearance.tenant'::text, true))`;

/** Until the transaction ends no other one makes, swaps or drops tables. Comes before every other lock. */
export async function lockDefinitions(sql: TransactionSql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${DEFINITIONS_LOCK})`;
}

/**
 * Makes a projection's tables where they are not there: row level security by tenant, readable by the read role. A table
 * that is as it should be is not locked, since others read and write it. The caller holds lockDefinitions.
 */
export async function ensureTables(
  sql: TransactionSql,
  projection: Projection,
  shadow = false,
): Promise<void> {
  for (const table of projection.tables) {
    if (await isMade(sql, projection, table, shadow)) continue;
    const name = `projections.${tableName(projection, table, shadow)}`;
    const columns = Object.entries({ ...table.key, ...table.columns }).map(
      ([column, type]) => `${column} ${type}${column in table.key ? ' NOT NULL' : ''}`,
    );
    const key = ['tenant', ...Object.keys(table.key)].join(', ');
    await sql.unsafe(
      `CREATE TABLE IF NOT EXISTS ${name} (tenant text NOT NULL, ${columns.join(', ')}, PRIMARY KEY (${key}))`,
    );
    for (const index of table.indexes ?? [])
      await sql.unsafe(
        `CREATE INDEX IF NOT EXISTS ${indexName(projection, table, shadow, index)} ON ${name} (tenant, ${index.join(', ')})`,
      );
    await sql.unsafe(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
    await sql.unsafe(`DROP POLICY IF EXISTS tenant_only ON ${name}`);
    await sql.unsafe(`CREATE POLICY tenant_only ON ${name} USING (${TENANT_ONLY})`);
    await sql.unsafe(`GRANT SELECT ON ${name} TO clearance_read`);
  }
}

async function isMade(
  sql: TransactionSql,
  projection: Projection,
  table: TableSpec,
  shadow: boolean,
): Promise<boolean> {
  const indexes = (table.indexes ?? []).map(
    (index) => `projections.${indexName(projection, table, shadow, index)}`,
  );
  const [found] = await sql<{ made: boolean }[]>`
    SELECT c.relrowsecurity AND has_table_privilege('clearance_read', c.oid, 'SELECT')
      AND (SELECT count(*) = 1 AND bool_and(p.polname = 'tenant_only' AND p.polcmd = '*' AND p.polpermissive
          AND p.polroles = '{0}'::oid[] AND pg_get_expr(p.polqual, p.polrelid) = ${TENANT_ONLY_STORED})
        FROM pg_policy p WHERE p.polrelid = c.oid)
      AND NOT EXISTS (SELECT FROM unnest(${textArray(indexes)}::text[]) i (name) WHERE to_regclass(i.name) IS NULL)
      AS made
    FROM pg_class c
    WHERE c.oid = to_regclass(${`projections.${tableName(projection, table, shadow)}`})`;
  return found?.made ?? false;
}

function indexName(
  projection: Projection,
  table: TableSpec,
  shadow: boolean,
  index: readonly string[],
): string {
  return `${tableName(projection, table, shadow)}_${index.join('_')}`;
}

/**
 * Locks shadow and live tables against everybody until the transaction ends, the live ones in one statement and always
 * in the same order. Fails with a lock timeout where a live one is not free within `patience` milliseconds.
 */
export async function lockForSwap(
  sql: TransactionSql,
  projection: Projection,
  patience: number,
): Promise<void> {
  if (projection.tables.length === 0) return;
  const names = (shadow: boolean): string =>
    projection.tables.map((table) => `projections.${tableName(projection, table, shadow)}`).join(', ');
  // Nobody waits behind these: they may take as long as it takes to send an autovacuum away.
  await sql`SET LOCAL lock_timeout = '5s'`;
  await sql.unsafe(`LOCK TABLE ${names(true)} IN ACCESS EXCLUSIVE MODE`);
  await sql`SELECT set_config('lock_timeout', ${`${patience}`}, true)`;
  await sql.unsafe(`LOCK TABLE ${names(false)} IN ACCESS EXCLUSIVE MODE`);
}

/** Puts the shadow tables in the place of the live ones; part of the caller's transaction. */
export async function swapTables(sql: TransactionSql, projection: Projection): Promise<void> {
  for (const table of projection.tables) {
    const live = tableName(projection, table);
    const shadow = tableName(projection, table, true);
    await sql.unsafe(`DROP TABLE projections.${live}`);
    await sql.unsafe(`ALTER TABLE projections.${shadow} RENAME TO ${live}`);
    await sql.unsafe(`ALTER INDEX projections.${shadow}_pkey RENAME TO ${live}_pkey`);
    for (const index of table.indexes ?? [])
      await sql.unsafe(
        `ALTER INDEX projections.${shadow}_${index.join('_')} RENAME TO ${live}_${index.join('_')}`,
      );
  }
}

export async function dropTables(
  sql: TransactionSql,
  projection: Projection,
  shadow: boolean,
): Promise<void> {
  for (const table of projection.tables)
    await sql.unsafe(`DROP TABLE IF EXISTS projections.${tableName(projection, table, shadow)}`);
}

/** The rows of a table that have one of the keys. */
export async function loadRows(
  sql: TransactionSql,
  projection: Projection,
  table: TableSpec,
  keys: readonly RowKey[],
  tenant: string,
  shadow: boolean,
): Promise<Row[]> {
  const columns = Object.keys({ ...table.key, ...table.columns });
  const keyColumns = Object.entries(table.key);
  const statement = `SELECT ${columns.map((column) => `t.${column}`).join(', ')}
    FROM unnest(${keyColumns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')}) k (${keyColumns.map(([column]) => column).join(', ')})
    JOIN projections.${tableName(projection, table, shadow)} t
      ON t.tenant = $1 AND ${keyColumns.map(([column]) => `t.${column} = k.${column}`).join(' AND ')}`;
  const parameters = keyColumns.map(([column, type]) =>
    arrayOf(
      keys.map((key) => key[column] ?? null),
      type,
    ),
  );
  return await sql.unsafe<Row[]>(statement, [tenant, ...parameters], { prepare: true });
}

/** Writes rows whole in one statement; the tenant comes from the head row (docs/adr/0004). */
export async function putRows(
  sql: TransactionSql,
  projection: Projection,
  table: TableSpec,
  rows: readonly Row[],
  tenant: string,
  shadow: boolean,
): Promise<void> {
  const columns = Object.entries({ ...table.key, ...table.columns });
  const names = columns.map(([column]) => column);
  const updates = Object.keys(table.columns).map((column) => `${column} = excluded.${column}`);
  const statement = `INSERT INTO projections.${tableName(projection, table, shadow)} (tenant, ${names.join(', ')})
    SELECT h.tenant, ${names.map((name) => `u.${name}`).join(', ')}
    FROM eventstore.log_head h,
      unnest(${columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')}) u (${names.join(', ')})
    WHERE h.tenant = $1
    ON CONFLICT (tenant, ${Object.keys(table.key).join(', ')})
    DO ${updates.length === 0 ? 'NOTHING' : `UPDATE SET ${updates.join(', ')}`}`;
  const parameters = columns.map(([column, type]) =>
    arrayOf(
      rows.map((row) => row[column] ?? null),
      type,
    ),
  );
  await sql.unsafe(statement, [tenant, ...parameters], { prepare: true });
}

export async function deleteRows(
  sql: TransactionSql,
  projection: Projection,
  table: TableSpec,
  keys: readonly RowKey[],
  tenant: string,
  shadow: boolean,
): Promise<void> {
  const keyColumns = Object.entries(table.key);
  const statement = `DELETE FROM projections.${tableName(projection, table, shadow)} t
    USING unnest(${keyColumns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')}) k (${keyColumns.map(([column]) => column).join(', ')})
    WHERE t.tenant = $1 AND ${keyColumns.map(([column]) => `t.${column} = k.${column}`).join(' AND ')}`;
  const parameters = keyColumns.map(([column, type]) =>
    arrayOf(
      keys.map((key) => key[column] ?? null),
      type,
    ),
  );
  await sql.unsafe(statement, [tenant, ...parameters], { prepare: true });
}

function arrayOf(values: readonly Value[], type: ColumnType): string {
  if (type === 'text') return textArray(values as readonly (string | null)[]);
  return plainArray(values as readonly (number | boolean | null)[]);
}
