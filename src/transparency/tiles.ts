import { HASH_BYTES, nodeHash } from './rfc6962.js';
import { TILE_HEIGHT, TILE_WIDTH, type Tile } from './tile-path.js';

const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 2 ** 16 - 1;

/** Bytes that are no hash tile or entry bundle of the width that they should have. */
export class MalformedTile extends Error {
  override readonly name = 'MalformedTile';
}

/** How many hashes the tree of `size` leaves has at a tile level: those of whole subtrees of 256^level leaves. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** How wide a tile is in the tree of `size` leaves: 0 where it has none. */
export function widthAt(level: number, index: number, size: number): number {
  return Math.min(TILE_WIDTH, Math.max(0, hashesAt(level, size) - index * TILE_WIDTH));
}

/**
 * The hashes of a tile (C2SP tlog-tiles, "Merkle Tree"), views on its bytes.
 * @throws MalformedTile unless there are `width` hashes of 32 bytes.
 */
export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new MalformedTile(
      `A tile of ${width} hashes has ${width * HASH_BYTES} bytes, not ${bytes.length}.`,
    );
  }
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/**
 * An entry bundle (C2SP tlog-tiles, "Log entries"): each entry after its length as a big-endian 16-bit number.
 * @throws MalformedTile for no entry, more than 256, and an entry of more than 65,535 bytes.
 */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    throw new MalformedTile(`A bundle has 1 to ${TILE_WIDTH} entries, not ${entries.length}.`);
  }
  const parts = entries.flatMap((entry) => {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new MalformedTile(`An entry has at most ${MAX_ENTRY_BYTES} bytes, not ${entry.length}.`);
    }
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(entry.length);
    return [length, entry];
  });
  return Buffer.concat(parts);
}

/**
 * The entries of a bundle, views on its bytes.
 * @throws MalformedTile unless the bytes are `width` entries and nothing else.
 */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const { entries, rest } = readEntries(bytes, width);
  if (rest > 0 && entries.length < width)
    throw new MalformedTile(`Entry ${entries.length} of the bundle is cut off.`);
  if (rest > 0) throw new MalformedTile(`The bundle has bytes after its ${width} entries.`);
  if (entries.length !== width)
    throw new MalformedTile(`The bundle has ${entries.length} entries, not ${width}.`);
  return entries;
}

/** The whole entries at the beginning of a bundle, `most` of them at most, and how many bytes there are behind them. */
export function readEntries(
  bytes: Uint8Array,
  most: number,
): { readonly entries: Uint8Array[]; readonly rest: number } {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < most) {
    const start = at + LENGTH_BYTES;
    const end = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (end > bytes.length) break;
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  return { entries, rest: bytes.length - at };
}

/** The root of a whole subtree whose leaves are these hashes; their number is a power of two. */
export function subtreeHash(hashes: readonly Uint8Array[]): Uint8Array {
  let level = hashes;
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_, pair) =>
      nodeHash(below[2 * pair] as Uint8Array, below[2 * pair + 1] as Uint8Array),
    );
  }
  return level[0] as Uint8Array;
}

/** Which tile of the tree of `size` leaves holds what a node of the binary tree is hashed from, and where in it. */
export function tileOfNode(
  level: number,
  index: number,
  size: number,
): { readonly tile: Tile; readonly from: number; readonly count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const first = index * count;
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const tile = { level: tileLevel, index: tileIndex, width: widthAt(tileLevel, tileIndex, size) };
  return { tile, from: first % TILE_WIDTH, count };
}
