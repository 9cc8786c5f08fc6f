import { createHash } from 'node:crypto';
import { rootHash } from '../../src/transparency/rfc6962-prove.js';
import { leafHash, nodeHash } from '../../src/transparency/rfc6962.js';

export const LARGEST = 600;
/** Leaf hashes of a tree to prove things about. */
export const leaves = Array.from({ length: LARGEST }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

const levels: Uint8Array[][] = [leaves];
for (let below = leaves; below.length > 1; below = levels.at(-1) as Buffer[]) {
  const pairs = Math.floor(below.length / 2);
  levels.push(
    Array.from({ length: pairs }, (_, i) => nodeHash(below[2 * i] as Buffer, below[2 * i + 1] as Buffer)),
  );
}

export function node(level: number, index: number): Uint8Array {
  const found = levels[level]?.[index];
  if (found === undefined) throw new Error(`node ${level}/${index} is not whole`);
  return found;
}

export function powerBelow(size: number): number {
  return 2 ** (32 - Math.clz32(size - 1) - 1);
}

/** MTH as RFC 6962 section 2.1 writes it down. */
export function treeHash(hashes: readonly Buffer[]): Buffer {
  const sha256 = createHash('sha256');
  if (hashes.length === 0) return sha256.digest();
  if (hashes.length === 1) return hashes[0] as Buffer;
  const k = powerBelow(hashes.length);
  return sha256
    .update(Buffer.of(1))
    .update(treeHash(hashes.slice(0, k)))
    .update(treeHash(hashes.slice(k)))
    .digest();
}

export const roots = Array.from({ length: LARGEST + 1 }, (_, size) => Buffer.from(rootHash(size, node)));

export const sizes = Array.from({ length: LARGEST }, (_, index) => index + 1);

/** Numbers that look random and are the same in each run. */
export function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
}

export function flippedProof(proof: readonly Uint8Array[], at: number, bit: number): Uint8Array[] {
  return proof.map((hash, place) => (place === at ? flipped(hash, bit) : hash));
}
