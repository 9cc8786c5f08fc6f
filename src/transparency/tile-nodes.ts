import type { NodeSource } from './rfc6962-prove.js';
import { HASH_BYTES } from './rfc6962.js';
import { tilePath, type Tile } from './tile-path.js';
import { decodeTile, subtreeHash, tileOfNode } from './tiles.js';

/**
 * The nodes of the tree of `size` leaves, hashed from its tiles, for making roots and proofs.
 * @param read gives the bytes of a tile of exactly that width; each tile is read once.
 * @throws MalformedTile, when a node is asked for, if its tile has not as many bytes as its width asks.
 */
export function tileNodes(size: number, read: (tile: Tile) => Uint8Array): NodeSource {
  const tiles = new Map<string, Uint8Array[]>();
  return (level, index) => {
    const { tile, from, count } = tileOfNode(level, index, size);
    const path = tilePath(tile);
    const hashes = tiles.get(path) ?? decodeTile(read(tile), tile.width);
    tiles.set(path, hashes);
    return subtreeHash(hashes.slice(from, from + count));
  };
}

/**
 * Which tiles a root or proof is made from, each once, in the order of their use. Lets a caller fetch them first
 * where reading is asynchronous: `tilesFor(size, (node) => inclusionProof(index, size, node))`.
 */
export function tilesFor(size: number, make: (node: NodeSource) => unknown): Tile[] {
  const tiles = new Map<string, Tile>();
  const nothing = Buffer.alloc(HASH_BYTES);
  make((level, index) => {
    const { tile } = tileOfNode(level, index, size);
    tiles.set(tilePath(tile), tile);
    return nothing;
  });
  return [...tiles.values()];
}
