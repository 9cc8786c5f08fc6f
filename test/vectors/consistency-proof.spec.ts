import { describe, expect, it } from 'vitest';
import { consistencyProof } from '../../src/transparency/rfc6962-prove.js';
import { emptyRoot, verifyConsistency, type ConsistencyClaim } from '../../src/transparency/rfc6962.js';
import { flipped, flippedProof, node, powerBelow, roots, sequence, sizes } from './sample-tree.js';

const consistency = (size1: number, size2: number): ConsistencyClaim => ({
  size1,
  root1: roots[size1] as Buffer,
  size2,
  root2: roots[size2] as Buffer,
  proof: consistencyProof(size1, size2, node),
});

/** The two roots as expressions over the proof (p) and the first root (r): what a verifier makes of two sizes. */
function joined(size1: number, size2: number, whole = true): { used: number; old: string; all: string } {
  if (size1 === size2) return whole ? { used: 0, old: 'r', all: 'r' } : { used: 1, old: 'p0', all: 'p0' };
  const k = powerBelow(size2);
  if (size1 <= k) {
    const { used, old, all } = joined(size1, k, whole);
    return { used: used + 1, old, all: `(${all} p${used})` };
  }
  const { used, old, all } = joined(size1 - k, size2 - k, false);
  return { used: used + 1, old: `(p${used} ${old})`, all: `(p${used} ${all})` };
}

describe('consistency proofs', () => {
  it('verify between all sizes up to 600', () => {
    const failed = sizes.flatMap((size2) =>
      sizes.slice(0, size2).filter((size1) => !verifyConsistency(consistency(size1, size2))),
    );
    expect(failed).toEqual([]);
  });

  it('fail after any change of one bit in proof or roots', () => {
    const pick = sequence(3);
    for (const size2 of sizes) {
      const claim = consistency(1 + pick(size2), size2);
      const changed: ConsistencyClaim[] = [
        { ...claim, root1: flipped(claim.root1, pick(256)) },
        { ...claim, root2: flipped(claim.root2, pick(256)) },
        ...claim.proof.map((_, at) => ({ ...claim, proof: flippedProof(claim.proof, at, pick(256)) })),
      ];
      expect(changed.filter(verifyConsistency)).toEqual([]);
    }
  });

  it('fail after a change of one bit in a size, unless both roots come from the proof in the same way', () => {
    const pick = sequence(4);
    const alike = (claim: ConsistencyClaim, size1: number, size2: number) => {
      if (size1 < 1 || size1 > size2) return false;
      const [one, other] = [joined(Number(claim.size1), Number(claim.size2)), joined(size1, size2)];
      return one.old === other.old && one.all === other.all;
    };
    for (const size2 of sizes) {
      const size1 = 1 + pick(size2);
      const claim = consistency(size1, size2);
      for (let bit = 0; bit < 10; bit++) {
        const mask = 1 << bit;
        const first = verifyConsistency({ ...claim, size1: size1 ^ mask });
        const second = verifyConsistency({ ...claim, size2: size2 ^ mask });
        expect([first, second]).toEqual([
          alike(claim, size1 ^ mask, size2),
          alike(claim, size1, size2 ^ mask),
        ]);
      }
      for (let bit = 10n; bit < 64n; bit++) {
        expect(verifyConsistency({ ...claim, size1: BigInt(size1) ^ (1n << bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, size2: BigInt(size2) ^ (1n << bit) })).toBe(false);
      }
    }
  });

  it('join the empty tree with itself alone', () => {
    const empty = { size1: 0, root1: emptyRoot(), size2: 0, root2: emptyRoot(), proof: [] };
    expect(verifyConsistency(empty)).toBe(true);
    expect(verifyConsistency({ ...empty, proof: [emptyRoot()] })).toBe(false);
    expect(verifyConsistency({ ...empty, root1: roots[1] as Buffer, root2: roots[1] as Buffer })).toBe(false);
    expect(verifyConsistency({ ...empty, size2: 1, root2: roots[1] as Buffer })).toBe(false);
  });

  it.each<[string, Partial<ConsistencyClaim>]>([
    ['sizes the wrong way round', { size1: 7, size2: 3 }],
    ['half a size', { size1: 2.5 }],
    ['a size beyond 2^64 - 1', { size2: 2n ** 64n }],
    ['a short root', { root1: Buffer.alloc(31) }],
    ['no proof', { proof: [] }],
    ['a short hash in the proof', { proof: [Buffer.alloc(3)] }],
    ['an endless proof', { proof: Array.from({ length: 100_000 }, () => Buffer.alloc(32)) }],
  ])('fail with %s', (_, change) => {
    expect(verifyConsistency(consistency(3, 7))).toBe(true);
    expect(verifyConsistency({ ...consistency(3, 7), ...change })).toBe(false);
  });
});
