import { describe, expect, it } from 'vitest';
import { formatCheckpoint, openCheckpoint } from '../../src/transparency/checkpoint.js';
import { CompactRange } from '../../src/transparency/compact-range.js';
import { signNote, parseSignerKey } from '../../src/transparency/note-sign.js';
import { formatVerifierKey, parseVerifierKey } from '../../src/transparency/note-key.js';
import { leafHash, verifyInclusion } from '../../src/transparency/rfc6962.js';
import { inclusionProof } from '../../src/transparency/rfc6962-prove.js';
import { bundlesOfGrowth, EMPTY_EDGE, growTiles } from '../../src/transparency/tile-growth.js';
import { tileNodes } from '../../src/transparency/tile-nodes.js';
import { bundlePath, tilePath } from '../../src/transparency/tile-path.js';
import { decodeBundle, encodeBundle } from '../../src/transparency/tiles.js';
import { SharedVectors } from './shared-vectors.js';

// Tessera publishes this key with its test log: it keeps nothing secret.
const SIGNER = 'PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg';
const VERIFIER = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
const ORIGIN = 'example.com/log/testdata';
const entries = 'one two three four five six seven eit nain ten ileven twelf threeten fourten fivten'
  .split(' ')
  .map((word) => Buffer.from(word));

/** Makes the log entry by entry, with a checkpoint after each, as files by path. */
async function makeLog(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const signer = parseSignerKey(SIGNER);
  const range = new CompactRange();
  let edge = EMPTY_EDGE;
  for (let size = 0; size <= entries.length; size++) {
    if (size > 0) {
      const hash = leafHash(entries[size - 1] as Buffer);
      range.append(hash);
      const growth = growTiles(edge, [hash]);
      edge = growth.edge;
      for (const { tile, bytes } of growth.tiles) files.set(tilePath(tile), bytes);
      for (const bundle of bundlesOfGrowth(size - 1, size)) {
        const first = bundle.index * 256;
        files.set(bundlePath(bundle), encodeBundle(entries.slice(first, first + bundle.width)));
      }
    }
    const checkpoint = await signNote(formatCheckpoint(ORIGIN, size, range.root()), [signer]);
    files.set(`checkpoint.${size}`, Buffer.from(checkpoint));
  }
  return files;
}

it('makes the last checkpoint and bundle of the golden log', async () => {
  const files = await makeLog();
  expect(files.size).toBe(46);
  expect(files.get('checkpoint.15')?.toString()).toBe(
    'example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n' +
      '— example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n',
  );
  expect(files.get('tile/entries/000.p/3')?.toString('latin1')).toBe('\0\x03one\0\x03two\0\x05three');
});

const vectors = new SharedVectors('tessera/log');

describe.skipIf(vectors.absent)(`vectors tessera${vectors.note}`, () => {
  it('come out byte for byte: 16 checkpoints, 15 hash tiles, 15 entry bundles', async () => {
    const files = await makeLog();
    const golden = vectors.list().filter((path) => !path.startsWith('.state/') && path !== 'checkpoint');
    expect([...files.keys()].sort()).toEqual(golden);
    for (const [path, bytes] of files) expect([path, bytes]).toEqual([path, vectors.read(path)]);
    expect(vectors.read('checkpoint')).toEqual(files.get('checkpoint.15'));
  });

  it('read back: each entry is proven by tiles and checkpoint', () => {
    const key = parseVerifierKey(VERIFIER);
    expect(formatVerifierKey(key)).toBe(VERIFIER);
    for (let size = 1; size <= 15; size++) {
      const { checkpoint, signers } = openCheckpoint(vectors.read(`checkpoint.${size}`), ORIGIN, [key]);
      expect([checkpoint.size, signers, checkpoint.extensions]).toEqual([BigInt(size), [key], []]);
      const node = tileNodes(size, (tile) => vectors.read(tilePath(tile)));
      const bundle = decodeBundle(vectors.read(bundlePath({ index: 0, width: size })), size);
      const wrong = bundle.filter((entry, index) => {
        const proof = inclusionProof(index, size, node);
        return !verifyInclusion({ index, size, leafHash: leafHash(entry), proof, root: checkpoint.root });
      });
      expect(wrong).toEqual([]);
    }
  });
});
