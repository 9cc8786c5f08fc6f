import { HASH_BYTES, InvalidHash } from './rfc6962.js';
import { TILE_WIDTH, type Bundle, type Tile } from './tile-path.js';
import { decodeTile, hashesAt, MalformedTile, subtreeHash, widthAt } from './tiles.js';

/** A tile to write: its place and its bytes. */
export interface TileData {
  readonly tile: Tile;
  readonly bytes: Buffer;
}

/** What of a tree has to be at hand to extend it: its size, and the hashes of its partial tile at each level. */
export interface TileEdge {
  readonly size: number;
  /** By tile level, from 0; an empty list where the level has no partial tile. */
  readonly levels: readonly (readonly Uint8Array[])[];
}

/** The edge of the empty tree. */
export const EMPTY_EDGE: TileEdge = { size: 0, levels: [] };

/** The partial tiles of the tree of `size` leaves, from level 0 up: what `resumeEdge` reads. */
export function edgeTiles(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const index = hashesAt(level + 1, size);
    const width = widthAt(level, index, size);
    if (width > 0) tiles.push({ level, index, width });
  }
  return tiles;
}

/**
 * Takes up the edge of a tree from its partial tiles.
 * @param read gives the bytes of a tile of exactly that width.
 * @throws MalformedTile for bytes of another length.
 */
export function resumeEdge(size: number, read: (tile: Tile) => Uint8Array): TileEdge {
  const levels: Uint8Array[][] = [];
  for (const tile of edgeTiles(size)) {
    while (levels.length < tile.level) levels.push([]);
    levels.push(decodeTile(read(tile), tile.width));
  }
  return { size, levels };
}

/**
 * Extends a tree by leaf hashes and gives the tiles that this makes: every tile that got full, and the new partial
 * tiles, level by level from 0. A tile that did not change is not given; the tiles of the old size stay valid.
 * @throws MalformedTile when the edge does not fit its size, InvalidHash for a leaf hash that is not 32 bytes long.
 */
export function growTiles(
  edge: TileEdge,
  leafHashes: readonly Uint8Array[],
): { readonly tiles: TileData[]; readonly edge: TileEdge } {
  if (leafHashes.some((leafHash) => leafHash.length !== HASH_BYTES)) {
    throw new InvalidHash(`A leaf hash has ${HASH_BYTES} bytes.`);
  }
  const size = edge.size + leafHashes.length;
  const tiles: TileData[] = [];
  const levels: (readonly Uint8Array[])[] = [];
  let added = leafHashes;
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const old = edge.levels[level] ?? [];
    if (old.length !== hashesAt(level, edge.size) % TILE_WIDTH) {
      throw new MalformedTile(
        `The partial tile of level ${level} does not fit a tree of ${edge.size} leaves.`,
      );
    }
    const hashes = [...old, ...added];
    const first = hashesAt(level + 1, edge.size);
    const above: Uint8Array[] = [];
    let at = 0;
    for (; at + TILE_WIDTH <= hashes.length; at += TILE_WIDTH) {
      const full = hashes.slice(at, at + TILE_WIDTH);
      tiles.push(tileData(level, first + above.length, full));
      above.push(subtreeHash(full));
    }
    const rest = hashes.slice(at);
    if (rest.length > 0 && added.length > 0) tiles.push(tileData(level, first + above.length, rest));
    levels.push(rest);
    added = above;
  }
  return { tiles, edge: { size, levels } };
}

function tileData(level: number, index: number, hashes: readonly Uint8Array[]): TileData {
  return { tile: { level, index, width: hashes.length }, bytes: Buffer.concat(hashes) };
}

/**
 * The entry bundles that a growth from one size to another makes: those that get full, and the new partial one.
 * The bundle `index` holds the entries from index * 256 on.
 */
export function bundlesOfGrowth(from: number, to: number): Bundle[] {
  const bundles: Bundle[] = [];
  if (to <= from) return bundles;
  for (let index = hashesAt(1, from); index * TILE_WIDTH < to; index++) {
    bundles.push({ index, width: widthAt(0, index, to) });
  }
  return bundles;
}
