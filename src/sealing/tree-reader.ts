import { plainArray } from '../database/array-literal.js';
import type { TransactionSql } from '../database/connection.js';
import { sqlFile } from '../database/sql-file.js';
import type { NodeSource } from '../transparency/rfc6962-prove.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { edgeTiles, resumeEdge, type TileEdge } from '../transparency/tile-growth.js';
import { tileNodes, tilesFor } from '../transparency/tile-nodes.js';
import { type Tile, tilePath } from '../transparency/tile-path.js';
import type { TreeState } from './tree-rows.js';

const READ_TILES = sqlFile(import.meta.url, './sql/read-tiles.sql');

/** A tile that the tree has to have is not there, or has too few hashes: somebody changed the tables of the sealer. */
export class TileMissing extends Error {
  override readonly name = 'TileMissing';

  constructor(readonly tile: Tile) {
    super(`the tile ${tilePath(tile)} is missing or too short`);
  }
}

/**
 * The bytes of tiles of a tree, by their paths; a narrower tile than there is now is its beginning.
 * One round trip. @throws TileMissing
 */
export async function readTiles(
  sql: TransactionSql,
  { tenant, epoch }: Pick<TreeState, 'tenant' | 'epoch'>,
  tiles: readonly Tile[],
): Promise<(tile: Tile) => Buffer> {
  const rows =
    tiles.length === 0
      ? []
      : await sql.unsafe<{ level: number; tile: number; hashes: Buffer | null }[]>(
          READ_TILES,
          [
            tenant,
            epoch,
            plainArray(tiles.map(({ level }) => level)),
            plainArray(tiles.map(({ index }) => index)),
          ],
          { prepare: true },
        );
  const found = new Map(rows.map((row) => [`${row.level}/${row.tile}`, row.hashes]));
  return (tile) => {
    const hashes = found.get(`${tile.level}/${tile.index}`);
    const bytes = tile.width * HASH_BYTES;
    if (!hashes || hashes.length < bytes) throw new TileMissing(tile);
    return hashes.subarray(0, bytes);
  };
}

/**
 * Makes something of the tree's nodes at a size: a root or a proof. Reads the tiles that it needs in one round trip.
 * `make` may run twice. @throws TileMissing
 */
export async function fromTree<T>(
  sql: TransactionSql,
  tree: Pick<TreeState, 'tenant' | 'epoch'>,
  size: number,
  make: (node: NodeSource) => T,
): Promise<T> {
  const read = await readTiles(sql, tree, tilesFor(size, make));
  return make(tileNodes(size, read));
}

/** What the tree is extended from. @throws TileMissing */
export async function readEdge(
  sql: TransactionSql,
  tree: Pick<TreeState, 'tenant' | 'epoch'>,
  size: number,
): Promise<TileEdge> {
  return resumeEdge(size, await readTiles(sql, tree, edgeTiles(size)));
}
