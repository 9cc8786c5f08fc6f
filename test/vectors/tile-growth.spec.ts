import { describe, expect, it } from 'vitest';
import { CompactRange } from '../../src/transparency/compact-range.js';
import { consistencyProof, inclusionProof, rootHash } from '../../src/transparency/rfc6962-prove.js';
import { InvalidHash, leafHash, verifyConsistency, verifyInclusion } from '../../src/transparency/rfc6962.js';
import {
  bundlesOfGrowth,
  EMPTY_EDGE,
  edgeTiles,
  growTiles,
  resumeEdge,
} from '../../src/transparency/tile-growth.js';
import { tileNodes, tilesFor } from '../../src/transparency/tile-nodes.js';
import { tilePath, type Tile } from '../../src/transparency/tile-path.js';
import { MalformedTile } from '../../src/transparency/tiles.js';
import { node as sampleNode, leaves as sampleLeaves, sequence } from './sample-tree.js';

/** The tree that C2SP tlog-tiles takes for its example. */
const SIZE = 70_000;
const leaves = Array.from({ length: SIZE }, (_, index) => leafHash(Buffer.from(`${index}`)));

/** Writes a log of these sizes one after the other into files, taking the edge from the files each time. */
function write(
  sizes: readonly number[],
  hashes: readonly Buffer[],
): { files: Map<string, Buffer>; written: number } {
  const files = new Map<string, Buffer>();
  const read = (tile: Tile) => files.get(tilePath(tile)) as Buffer;
  let size = 0;
  let written = 0;
  for (const next of sizes) {
    const { tiles, edge } = growTiles(resumeEdge(size, read), hashes.slice(size, next));
    for (const { tile, bytes } of tiles) files.set(tilePath(tile), bytes);
    written += tiles.length;
    size = next;
    expect(resumeEdge(size, read)).toEqual({ size, levels: edge.levels });
  }
  return { files, written };
}

const { files } = write([SIZE], leaves);
const read = (tile: Tile): Buffer => {
  const bytes = files.get(tilePath(tile));
  if (bytes === undefined) throw new Error(`nobody wrote ${tilePath(tile)}`);
  return bytes;
};
const node = tileNodes(SIZE, read);
const range = new CompactRange();
for (const leaf of leaves) range.append(leaf);

describe('a tree of 70,000 leaves', () => {
  it('has the tiles of the specification and no others', () => {
    const names = [...files.keys()];
    expect(names.filter((name) => /^tile\/0\/[x0-9/]+$/.test(name))).toHaveLength(273);
    expect(names.filter((name) => !name.startsWith('tile/0/') || name.includes('.p/'))).toEqual([
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(edgeTiles(SIZE).map(tilePath)).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
  });

  it('has the root of its leaves, and proofs from its tiles that verify', () => {
    const root = range.root();
    expect(rootHash(SIZE, node)).toEqual(root);
    const pick = sequence(5);
    for (let round = 0; round < 200; round++) {
      const index = round === 0 ? SIZE - 1 : pick(SIZE);
      const proof = inclusionProof(index, SIZE, node);
      expect(verifyInclusion({ index, size: SIZE, leafHash: leaves[index] as Buffer, proof, root })).toBe(
        true,
      );
      const size1 = round === 0 ? SIZE : index + 1;
      const root1 = rootHash(size1, node);
      const steps = consistencyProof(size1, SIZE, node);
      expect(verifyConsistency({ size1, root1, size2: SIZE, root2: root, proof: steps })).toBe(true);
    }
  });

  it('needs few tiles for a proof, and they are known before', () => {
    const needed = tilesFor(SIZE, (source) => inclusionProof(12_345, SIZE, source));
    expect(needed.map(tilePath).sort()).toEqual([
      'tile/0/048',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
    ]);
    const fetched = new Map(needed.map((tile) => [tilePath(tile), read(tile)]));
    const source = tileNodes(SIZE, (tile) => fetched.get(tilePath(tile)) as Buffer);
    expect(inclusionProof(12_345, SIZE, source)).toEqual(inclusionProof(12_345, SIZE, node));
  });

  it('refuses a tile of another length than asked for', () => {
    const cut = tileNodes(SIZE, (tile) => read(tile).subarray(32));
    expect(() => rootHash(SIZE, cut)).toThrow(MalformedTile);
    expect(() => resumeEdge(SIZE, (tile) => read(tile).subarray(1))).toThrow(MalformedTile);
  });
});

describe('growing', () => {
  it.each([
    ['leaf by leaf', Array.from({ length: 600 }, (_, index) => index + 1)],
    ['in uneven steps', [1, 2, 255, 256, 257, 300, 511, 512, 513, 599, 600]],
    ['with steps of nothing', [256, 256, 600, 600]],
  ])('%s ends with the same tiles as at once', (_, steps) => {
    const grown = write(steps, sampleLeaves);
    const atOnce = write([600], sampleLeaves);
    for (const [path, bytes] of atOnce.files) expect([path, grown.files.get(path)]).toEqual([path, bytes]);
    const source = tileNodes(600, (tile) => grown.files.get(tilePath(tile)) as Buffer);
    expect(rootHash(600, source)).toEqual(rootHash(600, sampleNode));
    // Every size on the way had all its tiles written, and no tile was written twice.
    for (const size of steps)
      for (const tile of edgeTiles(size)) expect(grown.files.has(tilePath(tile))).toBe(true);
    expect(grown.written).toBe(grown.files.size);
  });

  it('crosses a level 1 tile', () => {
    const grown = write([65_535, 65_536, 65_537, SIZE], leaves);
    for (const [path, bytes] of files) expect([path, grown.files.get(path)]).toEqual([path, bytes]);
    expect(grown.files.has('tile/1/000.p/255')).toBe(true);
  });

  it('refuses an edge that does not fit, and what is no hash', () => {
    const leaf = leaves[0] as Buffer;
    expect(() => growTiles({ size: 1, levels: [] }, [leaf])).toThrow(MalformedTile);
    expect(() => growTiles({ size: 0, levels: [[leaf]] }, [leaf])).toThrow(MalformedTile);
    expect(() => growTiles(EMPTY_EDGE, [leaf.subarray(1)])).toThrow(InvalidHash);
  });

  it.each<[number, number, [number, number][]]>([
    [0, 0, []],
    [5, 5, []],
    [0, 3, [[0, 3]]],
    [3, 256, [[0, 256]]],
    [256, 257, [[1, 1]]],
    [
      255,
      513,
      [
        [0, 256],
        [1, 256],
        [2, 1],
      ],
    ],
  ])('from %i to %i makes bundles %j', (from, to, expected) => {
    expect(bundlesOfGrowth(from, to).map(({ index, width }) => [index, width])).toEqual(expected);
  });
});
