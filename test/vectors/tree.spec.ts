import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CompactRange, InvalidCompactRange } from '../../src/transparency/compact-range.js';
import {
  consistencyProof,
  inclusionProof,
  OutsideTree,
  rootHash,
} from '../../src/transparency/rfc6962-prove.js';
import {
  emptyRoot,
  InvalidHash,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from '../../src/transparency/rfc6962.js';
import { leaves, node, roots, sizes, treeHash } from './sample-tree.js';

describe('the tree', () => {
  it('has the hashes that RFC 6962 defines', () => {
    // printf '' | openssl dgst -sha256; printf '\0' | …; printf '\0L123456' | …
    expect(emptyRoot().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(leafHash(new Uint8Array()).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(leafHash(Buffer.from('L123456')).toString('hex')).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    const left = Buffer.alloc(32, 1);
    const right = Buffer.alloc(32, 2);
    const expected = createHash('sha256')
      .update(Buffer.concat([Buffer.of(1), left, right]))
      .digest();
    expect(nodeHash(left, right)).toEqual(expected);
  });

  it('refuses to hash what is no hash', () => {
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(32))).toThrow(InvalidHash);
    expect(() => nodeHash(new Uint8Array(32), new Uint8Array(33))).toThrow(InvalidHash);
    expect(() => new CompactRange().append(new Uint8Array(33))).toThrow(InvalidHash);
  });

  it('has the same root by definition, from nodes and from a compact range, resumed at each size', () => {
    let range = new CompactRange();
    expect(range.root()).toEqual(treeHash([]));
    for (const size of sizes) {
      range.append(leaves[size - 1] as Buffer);
      range = CompactRange.resume(range.size, range.serialize());
      expect(range.size).toBe(size);
      expect(range.root()).toEqual(treeHash(leaves.slice(0, size)));
      expect(roots[size]).toEqual(range.root());
    }
  });

  it('refuses a stored compact range that does not fit its size', () => {
    expect(CompactRange.resume(0, Buffer.alloc(0)).root()).toEqual(emptyRoot());
    const large = CompactRange.resume(2 ** 53 - 2, Buffer.alloc(52 * 32));
    large.append(leaves[0] as Buffer);
    expect(large.serialize()).toHaveLength(53 * 32);
    for (const [size, length] of [
      [1, 0],
      [3, 32],
      [4, 64],
      [1, 31],
      [-1, 0],
      [1.5, 32],
      [2 ** 53, 32],
    ] as const) {
      expect(() => CompactRange.resume(size, Buffer.alloc(length))).toThrow(InvalidCompactRange);
    }
  });
});

describe('making proofs', () => {
  it.each([
    ['a leaf outside the tree', () => inclusionProof(5, 5, node)],
    ['a negative index', () => inclusionProof(-1, 5, node)],
    ['an unsafe size', () => inclusionProof(0, 2 ** 53, node)],
    ['half a size', () => rootHash(0.5, node)],
    ['from the empty tree', () => consistencyProof(0, 5, node)],
    ['to a smaller tree', () => consistencyProof(6, 5, node)],
  ])('refuses %s', (_, action) => {
    expect(action).toThrow(OutsideTree);
  });

  it('works far beyond 32 bits', () => {
    // All leaves alike, so that each whole subtree of a height has the same hash.
    const heights = [leaves[0] as Buffer];
    const uniform = (level: number): Buffer => {
      while (heights.length <= level)
        heights.push(nodeHash(heights.at(-1) as Buffer, heights.at(-1) as Buffer));
      return heights[level] as Buffer;
    };
    const size = 2 ** 53 - 1;
    const root = rootHash(size, uniform);
    for (const index of [0, 1, 2 ** 32, 2 ** 40 + 12345, size - 1]) {
      const proof = inclusionProof(index, size, uniform);
      expect(verifyInclusion({ index, size, leafHash: leaves[0] as Buffer, proof, root })).toBe(true);
    }
    for (const size1 of [1, 2 ** 32, 2 ** 45 + 77, size - 1, size]) {
      const proof = consistencyProof(size1, size, uniform);
      const claim = { size1, root1: rootHash(size1, uniform), size2: BigInt(size), root2: root, proof };
      expect(verifyConsistency(claim)).toBe(true);
    }
  });
});
