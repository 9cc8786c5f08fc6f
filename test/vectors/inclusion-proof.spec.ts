import { describe, expect, it } from 'vitest';
import { inclusionProof } from '../../src/transparency/rfc6962-prove.js';
import { verifyInclusion, type InclusionClaim } from '../../src/transparency/rfc6962.js';
import { flipped, flippedProof, leaves, node, powerBelow, roots, sequence, sizes } from './sample-tree.js';

const inclusion = (index: number, size: number): InclusionClaim => ({
  index,
  size,
  leafHash: leaves[index] as Buffer,
  proof: inclusionProof(index, size, node),
  root: roots[size] as Buffer,
});
/** Which sides the siblings of a leaf are on, from the leaf up: all that a verifier makes of index and size. */
function sides(index: number, size: number): string {
  if (size === 1) return '';
  const k = powerBelow(size);
  return index < k ? `${sides(index, k)}R` : `${sides(index - k, size - k)}L`;
}

describe('inclusion proofs', () => {
  it('verify for every leaf of every size up to 600', () => {
    const failed = sizes.flatMap((size) =>
      sizes.slice(0, size).filter((place) => !verifyInclusion(inclusion(place - 1, size))),
    );
    expect(failed).toEqual([]);
  });

  it('fail after any change of one bit in proof, root, leaf or index', () => {
    const pick = sequence(1);
    for (const size of sizes) {
      const claim = inclusion(pick(size), size);
      const changed: InclusionClaim[] = [
        { ...claim, root: flipped(claim.root, pick(256)) },
        { ...claim, leafHash: flipped(claim.leafHash, pick(256)) },
        ...claim.proof.map((_, at) => ({ ...claim, proof: flippedProof(claim.proof, at, pick(256)) })),
        ...Array.from({ length: 64 }, (_, bit) => ({
          ...claim,
          index: BigInt(claim.index) ^ (1n << BigInt(bit)),
        })),
      ];
      expect(changed.filter(verifyInclusion)).toEqual([]);
    }
  });

  it('fail after a change of one bit in the size, unless the leaf has its siblings on the same sides', () => {
    // A root says nothing of its size: a checkpoint signs both. More than this no RFC 6962 verifier can tell.
    const pick = sequence(2);
    for (const size of sizes) {
      const index = pick(size);
      const claim = inclusion(index, size);
      for (let bit = 0; bit < 10; bit++) {
        const other = size ^ (1 << bit);
        const alike = other > index && sides(index, other) === sides(index, size);
        expect(verifyInclusion({ ...claim, size: other })).toBe(alike);
      }
      for (let bit = 10n; bit < 64n; bit++) {
        expect(verifyInclusion({ ...claim, size: BigInt(size) ^ (1n << bit) })).toBe(false);
      }
    }
  });

  it('fail with each single bit of a proof changed, and with hashes added, left out or swapped', () => {
    const claim = inclusion(300, 600);
    for (let bit = 0; bit < claim.proof.length * 256; bit++) {
      const proof = flippedProof(claim.proof, bit >> 8, bit & 255);
      expect(verifyInclusion({ ...claim, proof })).toBe(false);
    }
    const [first, second, ...rest] = claim.proof as [Uint8Array, Uint8Array];
    for (const proof of [
      [],
      [second, ...rest],
      [first, second],
      [second, first, ...rest],
      [first, ...claim.proof],
    ]) {
      expect(verifyInclusion({ ...claim, proof })).toBe(false);
    }
    const endless = Array.from({ length: 100_000 }, () => first);
    expect(verifyInclusion({ ...claim, proof: endless })).toBe(false);
    expect(verifyInclusion({ ...claim, index: 2n ** 64n - 2n, size: 2n ** 64n - 1n, proof: endless })).toBe(
      false,
    );
  });

  it.each<[string, Partial<InclusionClaim>]>([
    ['an index that is the size', { index: 5 }],
    ['a negative index', { index: -1 }],
    ['a negative bigint', { index: -1n }],
    ['half an index', { index: 0.5 }],
    ['a size beyond 2^64 - 1', { size: 2n ** 64n }],
    ['an unsafe size', { size: 2 ** 60 }],
    ['an empty tree', { index: 0, size: 0 }],
    ['a short leaf hash', { leafHash: Buffer.alloc(31) }],
    ['a long root', { root: Buffer.alloc(33) }],
    ['a short hash in the proof', { proof: [Buffer.alloc(3)] }],
  ])('fail with %s', (_, change) => {
    expect(verifyInclusion({ ...inclusion(3, 5), ...change })).toBe(false);
  });
});
