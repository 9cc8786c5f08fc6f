import { inTenant, type Sql, type TransactionSql } from '../../database/connection.js';
import { part } from '../../database/statement.js';
import { type Projection, tableName } from './projection.js';
import type { TableSpec } from './table-spec.js';
import { Projector } from './projector.js';

/** Rows of a table that only one of live and rebuilt has; a row that differs counts on both sides. */
export interface Difference {
  readonly tenant: string;
  readonly table: string;
  readonly onlyLive: number;
  readonly onlyRebuilt: number;
}

// One at a time: each opens connections of its own.
let turn: Promise<unknown> = Promise.resolve();

/**
 * Compares a tenant's live and rebuilt rows, both ways, as of one position. Live workers wait until the snapshot is
 * taken, and no longer: the comparison itself runs on it alone.
 */
export async function compareTables(
  projector: Projector,
  pool: Sql,
  tenant: string,
  batchLimit: number,
): Promise<Difference[]> {
  const mine = turn.then(() => compareBeside(projector, pool, tenant, batchLimit));
  turn = mine.catch(() => undefined);
  return await mine;
}

async function compareBeside(
  projector: Projector,
  pool: Sql,
  tenant: string,
  batchLimit: number,
): Promise<Difference[]> {
  const own = pool.beside(2);
  try {
    const beside = new Projector(projector.projection, own, projector.settings);
    for (;;)
      try {
        return await compareOnce(beside, own, tenant, batchLimit);
      } catch (error) {
        if (!(error instanceof ShadowAhead)) throw error;
        await projector.catchUp(tenant);
      }
  } finally {
    await own.end({ timeout: 3 });
  }
}

async function compareOnce(
  projector: Projector,
  pool: Sql,
  tenant: string,
  batchLimit: number,
): Promise<Difference[]> {
  const taken = Promise.withResolvers<void>();
  const held = inTenant(pool, tenant, 'write', async (sql) => {
    let live = await positionOf(sql, projector.projection, tenant, 'live', true);
    for (;;) {
      const shadow = await positionOf(sql, projector.projection, tenant, 'rebuild', false);
      if (shadow > live) throw new ShadowAhead();
      if (shadow === live) break;
      await projector.batch(tenant, 'rebuild', Math.min(batchLimit, live - shadow));
      live = await positionOf(sql, projector.projection, tenant, 'live', true);
    }
    const compared = inTenant(pool, tenant, 'read', async (snapshot) => {
      await snapshot`SELECT 1`;
      taken.resolve();
      return await differences(snapshot, projector.projection, tenant);
    });
    compared.catch(taken.reject);
    await taken.promise;
    return { compared };
  });
  return await (
    await held
  ).compared;
}

class ShadowAhead extends Error {}

async function positionOf(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
  generation: 'live' | 'rebuild',
  isLocking: boolean,
): Promise<number> {
  const rows = await sql<{ position: number }[]>`
    SELECT position FROM projections.state
    WHERE tenant = ${tenant} AND projection = ${projection.name} AND version = ${projection.version}
      AND generation = ${generation} ${isLocking ? part`FOR UPDATE` : part``}`;
  return rows[0]?.position ?? 0;
}

async function differences(
  sql: TransactionSql,
  projection: Projection,
  tenant: string,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const table of projection.tables) {
    const [row] = await sql.unsafe<{ only_live: number; only_rebuilt: number }[]>(
      comparison(projection, table),
      [tenant],
    );
    if (!row || (row.only_live === 0 && row.only_rebuilt === 0)) continue;
    found.push({ tenant, table: table.name, onlyLive: row.only_live, onlyRebuilt: row.only_rebuilt });
  }
  return found;
}

// Made from table specifications, which are constants of the code.
function comparison(projection: Projection, table: TableSpec): string {
  const columns = Object.keys({ ...table.key, ...table.columns }).join(', ');
  const rows = (shadow: boolean): string =>
    `SELECT ${columns} FROM projections.${tableName(projection, table, shadow)} WHERE tenant = $1`;
  return `SELECT (SELECT count(*) FROM (${rows(false)} EXCEPT ALL ${rows(true)}) a) AS only_live,
    (SELECT count(*) FROM (${rows(true)} EXCEPT ALL ${rows(false)}) b) AS only_rebuilt`;
}
