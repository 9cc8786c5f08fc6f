import { emptyRoot, HASH_BYTES, InvalidHash, nodeHash } from './rfc6962.js';

/** A stored compact range that cannot be one: the number of hashes does not fit the size. */
export class InvalidCompactRange extends Error {
  override readonly name = 'InvalidCompactRange';
}

/** How many whole subtrees a tree of this size falls into: the ones in its binary form. */
function subtrees(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

/**
 * The least that has to be kept of a growing RFC 6962 tree: the roots of its whole subtrees, the largest (and
 * leftmost) first. A leaf costs one or two hashes, and the state is at most 53 hashes.
 */
export class CompactRange {
  private leaves = 0;
  private readonly roots: Uint8Array[] = [];

  /**
   * Takes up a range that was stored.
   * @param hashes what `serialize` gave.
   * @throws InvalidCompactRange
   */
  static resume(size: number, hashes: Uint8Array): CompactRange {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new InvalidCompactRange(`A tree cannot have ${size} leaves.`);
    const expected = subtrees(size) * HASH_BYTES;
    if (hashes.length !== expected) {
      throw new InvalidCompactRange(`${size} leaves need ${expected} bytes of hashes, not ${hashes.length}.`);
    }
    const range = new CompactRange();
    range.leaves = size;
    for (let at = 0; at < expected; at += HASH_BYTES) range.roots.push(hashes.slice(at, at + HASH_BYTES));
    return range;
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.leaves;
  }

  /**
   * Adds one leaf by its hash.
   * @throws InvalidHash unless it has 32 bytes.
   */
  append(leafHash: Uint8Array): void {
    if (leafHash.length !== HASH_BYTES) throw new InvalidHash(`A leaf hash has ${HASH_BYTES} bytes.`);
    let root = leafHash;
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2) {
      root = nodeHash(this.roots.pop() as Uint8Array, root);
    }
    this.roots.push(root);
    this.leaves += 1;
  }

  /** The root of the tree as it is: 32 bytes. */
  root(): Buffer {
    const last = this.roots.at(-1);
    if (last === undefined) return emptyRoot();
    return Buffer.from(this.roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last));
  }

  /** The hashes one after the other, 32 bytes each, the largest subtree's first. Keep the size with them. */
  serialize(): Buffer {
    return Buffer.concat(this.roots);
  }
}
