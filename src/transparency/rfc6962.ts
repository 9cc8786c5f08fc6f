import { hash } from 'node:crypto';

/** Tree sizes and indices may be given as safe integers or, up to 2^64 - 1, as bigints. */
export type Count = number | bigint;

export const HASH_BYTES = 32;

const LEAF_PREFIX = Buffer.of(0);
const MAX_COUNT = 2n ** 64n - 1n;

/** Something that stands where a SHA-256 hash has to be, but is not 32 bytes long. */
export class InvalidHash extends Error {
  override readonly name = 'InvalidHash';
}

/** Hash of a leaf: SHA-256(0x00 || leaf), RFC 6962 section 2.1. Gives 32 bytes. */
export function leafHash(leaf: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([LEAF_PREFIX, leaf]), 'buffer');
}

const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/**
 * Hash of an inner node: SHA-256(0x01 || left || right), RFC 6962 section 2.1. Takes and gives 32 bytes.
 * @throws InvalidHash
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    throw new InvalidHash(`A hash has ${HASH_BYTES} bytes; these have ${left.length} and ${right.length}.`);
  }
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return hash('sha256', nodeInput, 'buffer');
}

/** Root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return hash('sha256', '', 'buffer');
}

/** An inclusion proof and all that it is checked against. `root` and `size` come from one signed checkpoint. */
export interface InclusionClaim {
  readonly index: Count;
  readonly size: Count;
  readonly leafHash: Uint8Array;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** A consistency proof and the two tree heads that it joins, each from a signed checkpoint. */
export interface ConsistencyClaim {
  readonly size1: Count;
  readonly root1: Uint8Array;
  readonly size2: Count;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The count as a bigint, or null when it is no whole number from 0 to 2^64 - 1. */
function count(value: Count): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null;
  return value >= 0n && value <= MAX_COUNT ? value : null;
}

const isHash = (value: Uint8Array): boolean => value.length === HASH_BYTES;
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const isOdd = (value: bigint): boolean => (value & 1n) === 1n;

/**
 * Whether the proof shows that the tree of this size and root has this leaf at this index
 * (RFC 6962 section 2.1.1; the steps are those of RFC 9162 section 2.1.3.2). False for malformed input; never
 * throws. A root does not fix its size by itself: take both from the same checkpoint.
 */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { proof, root } = claim;
  const index = count(claim.index);
  const size = count(claim.size);
  if (index === null || size === null || index >= size) return false;
  if (![claim.leafHash, root, ...proof.slice(0, 64)].every(isHash)) return false;
  let node = index;
  let last = size - 1n;
  let result = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      result = nodeHash(sibling, result);
      // A node without a sibling is carried up unchanged: skip the levels where it is.
      while (!isOdd(node)) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      result = nodeHash(result, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(result, root);
}

/**
 * Whether the proof shows that the second tree has the first one's leaves, in the same places
 * (RFC 6962 section 2.1.2; the steps are those of RFC 9162 section 2.1.4.2). Equal sizes need equal roots and an
 * empty proof. From an empty tree to a larger one nothing can be shown: false. False for malformed input; never
 * throws.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { root1, root2, proof } = claim;
  const size1 = count(claim.size1);
  const size2 = count(claim.size2);
  if (size1 === null || size2 === null || size1 > size2) return false;
  if (![root1, root2, ...proof.slice(0, 65)].every(isHash)) return false;
  if (size1 === size2)
    return proof.length === 0 && same(root1, root2) && (size1 > 0n || same(root1, emptyRoot()));
  if (size1 === 0n) return false;
  return joins(size1, size2, root1, root2, proof);
}

function joins(
  size1: bigint,
  size2: bigint,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  let node = size1 - 1n;
  let last = size2 - 1n;
  while (isOdd(node)) {
    node >>= 1n;
    last >>= 1n;
  }
  // A first tree that is one whole subtree of the second starts from its own root, which the proof leaves out.
  const path = node === 0n ? [root1, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let result1 = first;
  let result2 = first;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      result1 = nodeHash(sibling, result1);
      result2 = nodeHash(sibling, result2);
      while (!isOdd(node)) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      result2 = nodeHash(result2, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(result1, root1) && same(result2, root2);
}
