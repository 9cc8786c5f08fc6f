import { emptyRoot, nodeHash } from './rfc6962.js';

/**
 * Gives the hash of a whole subtree: that of 2^level leaves, the first of which is index * 2^level. Level 0 are
 * the leaf hashes. Only nodes whose leaves are all in the tree are asked for.
 */
export type NodeSource = (level: number, index: number) => Uint8Array;

/** An index or a size that the tree does not have. */
export class OutsideTree extends Error {
  override readonly name = 'OutsideTree';
}

/** The largest power of two below `size`: where RFC 6962 splits a tree of more than one leaf. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** MTH(D[start:start+size]); `start` is a multiple of the next power of two. */
function rangeHash(start: number, size: number, node: NodeSource): Uint8Array {
  const half = size === 1 ? 0 : split(size);
  if (size === 1 || half * 2 === size) return node(Math.log2(size), start / size);
  return nodeHash(rangeHash(start, half, node), rangeHash(start + half, size - half, node));
}

function mustBe(holds: boolean, message: string): void {
  if (!holds) throw new OutsideTree(message);
}

/**
 * The root of the tree's first `size` leaves (RFC 6962 section 2.1).
 * @throws OutsideTree for a size that is no safe integer of 0 or more.
 */
export function rootHash(size: number, node: NodeSource): Uint8Array {
  mustBe(Number.isSafeInteger(size) && size >= 0, `A tree cannot have ${size} leaves.`);
  return size === 0 ? emptyRoot() : rangeHash(0, size, node);
}

/**
 * The inclusion proof of the leaf at `index` in the tree of `size` leaves: PATH of RFC 6962 section 2.1.1, from
 * the leaf's sibling up.
 * @throws OutsideTree
 */
export function inclusionProof(index: number, size: number, node: NodeSource): Uint8Array[] {
  mustBe(
    Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size,
    `A tree of ${size} leaves has no leaf ${index}.`,
  );
  const proof: Uint8Array[] = [];
  let start = 0;
  let width = size;
  while (width > 1) {
    const half = split(width);
    if (index - start < half) {
      proof.push(rangeHash(start + half, width - half, node));
      width = half;
    } else {
      proof.push(rangeHash(start, half, node));
      start += half;
      width -= half;
    }
  }
  return proof.reverse();
}

/**
 * The proof that the tree of `size2` leaves begins with the tree of `size1`: PROOF of RFC 6962 section 2.1.2.
 * Empty for equal sizes.
 * @throws OutsideTree unless 0 < size1 <= size2.
 */
export function consistencyProof(size1: number, size2: number, node: NodeSource): Uint8Array[] {
  mustBe(
    Number.isSafeInteger(size1) && Number.isSafeInteger(size2) && size1 > 0 && size1 <= size2,
    `There is no proof from ${size1} leaves to ${size2}.`,
  );
  const proof: Uint8Array[] = [];
  let start = 0;
  let width = size2;
  // While the first tree ends inside this subtree; what it has in common is the other half.
  while (start + width !== size1) {
    const half = split(width);
    if (size1 - start <= half) {
      proof.push(rangeHash(start + half, width - half, node));
      width = half;
    } else {
      proof.push(rangeHash(start, half, node));
      start += half;
      width -= half;
    }
  }
  // The first tree's own root is known to whoever checks; any other subtree it ends with is not.
  if (start > 0) proof.push(rangeHash(start, width, node));
  return proof.reverse();
}
