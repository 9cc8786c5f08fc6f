import { rootHash } from '../transparency/rfc6962-prove.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { tileNodes } from '../transparency/tile-nodes.js';
import { type Tile, TILE_WIDTH, tilePath } from '../transparency/tile-path.js';
import { decodeTile, hashesAt, subtreeHash, widthAt } from '../transparency/tiles.js';
import { CannotCheck, NotValid } from './outcome.js';

/** More tiles above the leaves than this are no export that this program can hold: a tree of 4 thousand million leaves. */
const MOST_TILES = 66_000;

/**
 * The tree of an export above its leaves: every tile of the levels from 1 up and the partial tile of leaves, which
 * together give the root, so that each tile of leaves can be checked as it comes.
 */
export class ExportTree {
  private readonly tiles = new Map<string, Buffer>();
  /** Tiles of leaves that roots of older sizes are made with. */
  private readonly leaves = new Map<number, Buffer>();

  constructor(
    readonly size: number,
    private readonly root: Uint8Array,
  ) {
    if (expectedTiles(size) > MOST_TILES)
      throw new CannotCheck(`a tree of ${size} leaves is too large for this program`);
  }

  /** The partial tile of leaves; null where the size is a multiple of 256. */
  get edge(): Tile | null {
    const index = hashesAt(1, this.size);
    const width = widthAt(0, index, this.size);
    return width === 0 ? null : { level: 0, index, width };
  }

  /** Takes a tile that stands above the leaves, or the partial one of the leaves. @throws NotValid */
  add(tile: Tile, bytes: Buffer): void {
    const path = tilePath(tile);
    if (this.tiles.has(path)) throw new NotValid(`${path} is there twice`);
    if (widthAt(tile.level, tile.index, this.size) !== tile.width || bytes.length !== tile.width * HASH_BYTES)
      throw new NotValid(`${path} is not a tile of a tree of ${this.size} leaves`);
    this.tiles.set(path, bytes);
  }

  /** All tiles are there, and lead to the root. @throws NotValid */
  close(): void {
    if (this.tiles.size !== expectedTiles(this.size)) throw new NotValid('tiles of the tree are missing');
    const node = tileNodes(this.size, (tile) => this.tileAt(tile));
    if (!Buffer.from(rootHash(this.size, node)).equals(this.root))
      throw new NotValid('the tiles do not give the root that was signed');
    for (let level = 1; hashesAt(level + 1, this.size) > 0; level += 1)
      for (let index = 0; index < hashesAt(level + 1, this.size); index += 1)
        this.checkBelow(
          { level, index, width: TILE_WIDTH },
          this.tileAt({ level, index, width: TILE_WIDTH }),
        );
  }

  /** A tile of leaves is the one that the tree has there. @throws NotValid, with no position */
  checkLeafTile(index: number, hashes: Buffer): void {
    const tile = { level: 0, index, width: hashes.length / HASH_BYTES };
    if (tile.width === TILE_WIDTH) this.checkBelow(tile, hashes);
    else if (!this.tileAt(tile).equals(hashes)) throw new NotValid(`${tilePath(tile)} is not of this tree`);
  }

  /** The partial tile of leaves, checked with the root; null where there is none. */
  edgeBytes(): Buffer | null {
    return this.edge && this.tileAt(this.edge);
  }

  /** Keeps a checked tile of leaves for `rootAt`. */
  keep(index: number, hashes: Buffer): void {
    this.leaves.set(index, hashes);
  }

  /** Which full tile of leaves the root of a smaller size needs, null for none. */
  neededFor(size: number): number | null {
    return fullTileFor(size, this.size);
  }

  /** The root of the first `size` leaves; null where the tile of leaves for it is not there. */
  rootAt(size: number): Buffer | null {
    const needed = size % TILE_WIDTH === 0 ? null : hashesAt(1, size);
    const leaves = needed === null ? Buffer.alloc(0) : this.leafTile(needed);
    if (leaves === null) return null;
    const node = tileNodes(size, (tile) =>
      tile.level === 0 ? leaves.subarray(0, tile.width * HASH_BYTES) : this.beginning(tile),
    );
    return Buffer.from(rootHash(size, node));
  }

  private leafTile(index: number): Buffer | null {
    const kept = this.leaves.get(index);
    if (kept) return kept;
    const { edge } = this;
    return edge?.index === index ? this.tileAt(edge) : null;
  }

  private beginning(tile: Tile): Buffer {
    const width = widthAt(tile.level, tile.index, this.size);
    return this.tileAt({ ...tile, width }).subarray(0, tile.width * HASH_BYTES);
  }

  private checkBelow({ level, index }: Tile, bytes: Buffer): void {
    const above = Math.floor(index / TILE_WIDTH);
    const tile = { level: level + 1, index: above, width: widthAt(level + 1, above, this.size) };
    const from = (index % TILE_WIDTH) * HASH_BYTES;
    if (
      !this.tileAt(tile)
        .subarray(from, from + HASH_BYTES)
        .equals(subtreeHash(decodeTile(bytes, TILE_WIDTH)))
    )
      throw new NotValid(`${tilePath({ level, index, width: TILE_WIDTH })} is not of this tree`);
  }

  private tileAt(tile: Tile): Buffer {
    const bytes = this.tiles.get(tilePath(tile));
    if (!bytes) throw new NotValid(`${tilePath(tile)} is missing`);
    return bytes;
  }
}

/** Which full tile of leaves of a tree of `whole` leaves the root of its first `size` is made with, null for none. */
export function fullTileFor(size: number, whole: number): number | null {
  const index = hashesAt(1, size);
  return size % TILE_WIDTH !== 0 && index < hashesAt(1, whole) ? index : null;
}

/** Every tile above the leaves from the top down, and the partial tile of leaves: what an export begins with. */
export function* tilesBeforeLeaves(size: number): Generator<Tile> {
  let top = 0;
  while (hashesAt(top + 1, size) > 0) top += 1;
  for (let level = top; level >= 1; level -= 1)
    for (let index = 0; widthAt(level, index, size) > 0; index += 1)
      yield { level, index, width: widthAt(level, index, size) };
  const width = widthAt(0, hashesAt(1, size), size);
  if (width > 0) yield { level: 0, index: hashesAt(1, size), width };
}

/** How many tiles a tree has above its leaves, and one for the partial tile of leaves. */
function expectedTiles(size: number): number {
  let count = size % TILE_WIDTH === 0 ? 0 : 1;
  for (let level = 1; hashesAt(level, size) > 0; level += 1)
    count += Math.ceil(hashesAt(level, size) / TILE_WIDTH);
  return count;
}
