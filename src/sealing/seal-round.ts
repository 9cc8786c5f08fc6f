import { byteaArray, plainArray } from '../database/array-literal.js';
import { inTenant, type Sql, type TransactionSql } from '../database/connection.js';
import { LeafEncodingError } from '../transparency/leaf.js';
import { rootHash } from '../transparency/rfc6962-prove.js';
import { leafHash } from '../transparency/rfc6962.js';
import { growTiles, type TileData, type TileEdge } from '../transparency/tile-growth.js';
import { tileNodes } from '../transparency/tile-nodes.js';
import { type Tile, TILE_WIDTH } from '../transparency/tile-path.js';
import { leafOf, type LeafRow } from '../eventstore/leaf-row.js';
import { SealingHalted } from './sealing-halted.js';
import { readEdge, TileMissing } from './tree-reader.js';
import { type LogRef, readLeafRows, readTrees, type TreeState } from './tree-rows.js';

/** At most this many events in one transaction: about a quarter of a second of work. */
const ROUND_EVENTS = 8_192;

/** What a round did; null where another sealer was at this log. */
export type RoundResult = { readonly before: TreeState; readonly after: TreeState } | null;

/**
 * Extends the tree of a tenant's newest epoch by the events that are not in it yet, in one transaction under the lock
 * of the tree's row, and commits size and root. Signs nothing.
 * @param allow is asked before anything is written, with the tree as it is; it throws SealingHalted to stop.
 * @throws SealingHalted where events are missing, or the stored tree does not have the root that was committed.
 */
export async function sealRound(
  sql: Sql,
  tenant: string,
  allow: (sql: TransactionSql, state: TreeState) => Promise<void>,
): Promise<RoundResult> {
  return await inTenant(sql, tenant, 'write', async (transaction) => {
    const locked = await lockTree(transaction, tenant);
    if (!locked) return null;
    const before = (await readTrees(transaction, tenant)).at(-1);
    if (before?.epoch !== locked.epoch) return null;
    const edge = await checkedEdge(transaction, before);
    await allow(transaction, before);
    const rows = await newRows(transaction, before);
    if (rows.length === 0) return { before, after: before };
    const { tiles, edge: grown } = growTiles(edge, leafHashes(before, rows));
    const root = edgeRoot(grown);
    await writeTiles(transaction, before, tiles, grown);
    await transaction`
      UPDATE sealing.trees SET size = ${grown.size}, root = ${root}, sealed_at = clock_timestamp()
      WHERE tenant = ${tenant} AND epoch = ${before.epoch}`;
    return { before, after: { ...before, size: grown.size, root } };
  });
}

/** Locks the tree of the newest epoch, made where it is not there; null while another sealer holds it. */
async function lockTree(sql: TransactionSql, tenant: string): Promise<{ epoch: number } | null> {
  const lock = () => sql<{ epoch: number }[]>`
    SELECT t.epoch FROM sealing.trees t
    WHERE t.tenant = ${tenant} AND t.epoch = (SELECT max(o.epoch) FROM eventstore.origins o WHERE o.tenant = ${tenant})
    FOR UPDATE SKIP LOCKED`;
  const [found] = await lock();
  if (found) return found;
  await sql`
    INSERT INTO sealing.trees (tenant, epoch, size, root, sealed_at)
    SELECT o.tenant, o.epoch, 0, sha256(''), clock_timestamp() FROM eventstore.origins o
    WHERE o.tenant = ${tenant} AND NOT EXISTS (
      SELECT 1 FROM sealing.trees t WHERE t.tenant = o.tenant AND t.epoch = o.epoch)
    ON CONFLICT DO NOTHING`;
  return (await lock())[0] ?? null;
}

/** The edge that the tree grows from, which has to give the root that was committed. */
async function checkedEdge(sql: TransactionSql, state: TreeState): Promise<TileEdge> {
  try {
    const edge = await readEdge(sql, state, state.size);
    if (edgeRoot(edge).equals(state.root)) return edge;
  } catch (error) {
    if (!(error instanceof TileMissing)) throw error;
  }
  throw new SealingHalted(
    'root_differs',
    `the stored tree of ${state.origin} does not have the root that was sealed at size ${state.size}: its tiles ` +
      'were changed. Restore the schema "sealing" from a backup that is not older than the newest checkpoint',
  );
}

async function newRows(sql: TransactionSql, state: TreeState): Promise<LeafRow[]> {
  const first = state.firstPosition + state.size;
  const end = Math.min(state.nextPosition, first + ROUND_EVENTS);
  if (state.nextPosition < first)
    throw new SealingHalted(
      'gap',
      `the log ends at position ${state.nextPosition}, but events up to ${first - 1} were sealed: events were ` +
        'removed or the database was restored',
      state.nextPosition,
    );
  const rows = await readLeafRows(sql, state.tenant, first, end);
  const missing = rows.findIndex((row, index) => row.position !== first + index);
  if (missing === -1 && rows.length === end - first) return rows;
  const position = first + (missing === -1 ? rows.length : missing);
  throw new SealingHalted('gap', `the event at position ${position} is missing`, position);
}

function leafHashes(state: LogRef, rows: readonly LeafRow[]): Buffer[] {
  return rows.map((row) => {
    try {
      return leafHash(leafOf(state.origin, row));
    } catch (error) {
      if (!(error instanceof LeafEncodingError)) throw error;
      throw new SealingHalted(
        'invalid_leaf',
        `the event at position ${row.position} has no leaf: ${error.message}`,
        row.position,
        { cause: error },
      );
    }
  });
}

/** The root of a tree from its edge alone: every full tile is one hash of the level above. */
function edgeRoot({ size, levels }: TileEdge): Buffer {
  const read = ({ level }: Tile): Uint8Array => Buffer.concat(levels[level] ?? []);
  return Buffer.from(rootHash(size, tileNodes(size, read)));
}

async function writeTiles(
  sql: TransactionSql,
  { tenant, epoch }: LogRef,
  tiles: readonly TileData[],
  edge: TileEdge,
): Promise<void> {
  const full = tiles.filter(({ tile }) => tile.width === TILE_WIDTH);
  const changed = edge.levels
    .map((hashes, level) => ({ level, hashes }))
    .filter(({ level }) => tiles.some(({ tile }) => tile.level === level));
  if (full.length > 0)
    await sql`
      INSERT INTO sealing.tiles (tenant, epoch, level, tile, hashes)
      SELECT ${tenant}, ${epoch}::integer, t.level, t.tile, t.hashes
      FROM unnest(${plainArray(full.map(({ tile }) => tile.level))}::smallint[],
        ${plainArray(full.map(({ tile }) => tile.index))}::bigint[],
        ${byteaArray(full.map(({ bytes }) => bytes))}::bytea[]) t (level, tile, hashes)`;
  await sql`
    INSERT INTO sealing.edges AS e (tenant, epoch, level, hashes)
    SELECT ${tenant}, ${epoch}::integer, t.level, t.hashes
    FROM unnest(${plainArray(changed.map(({ level }) => level))}::smallint[],
      ${byteaArray(changed.map(({ hashes }) => Buffer.concat(hashes)))}::bytea[]) t (level, hashes)
    ON CONFLICT (tenant, epoch, level) DO UPDATE SET hashes = excluded.hashes`;
}
