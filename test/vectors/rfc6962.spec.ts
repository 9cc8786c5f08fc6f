import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from '../../src/transparency/rfc6962.js';
import { SharedVectors } from './shared-vectors.js';

interface Case {
  readonly root: string;
  readonly leafHash: string;
  readonly leafIdx: string;
  readonly treeSize: string;
  readonly size1: string;
  readonly size2: string;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** Its roots are 12 bytes long. Refusing what is no SHA-256 hash is right, though the case wants no error. */
const REFUSED_THOUGH_WANTED = 'consistency/additional/sizes-are-equal-one-and-proof-is-empty.json';

const vectors = new SharedVectors('rfc6962');
const files = vectors.list();

/** Sizes reach 2^64 - 1, which JSON.parse rounds. */
function read(file: string): Case {
  const text = vectors.read(file).toString();
  return JSON.parse(text.replaceAll(/("(?:leafIdx|treeSize|size1|size2)": *)(\d+)/g, '$1"$2"')) as Case;
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

function verifies(file: string): boolean {
  const given = read(file);
  const proof = (given.proof ?? []).map(bytes);
  if (file.startsWith('inclusion/')) {
    return verifyInclusion({
      index: BigInt(given.leafIdx),
      size: BigInt(given.treeSize),
      leafHash: bytes(given.leafHash),
      proof,
      root: bytes(given.root),
    });
  }
  return verifyConsistency({
    size1: BigInt(given.size1),
    root1: bytes(given.root1),
    size2: BigInt(given.size2),
    root2: bytes(given.root2),
    proof,
  });
}

describe.skipIf(vectors.absent)(`vectors rfc6962${vectors.note}`, () => {
  it('are all there', () => {
    expect(files).toHaveLength(196);
    expect(files.filter((file) => !read(file).wantErr)).toHaveLength(12);
    expect(files).toContain(REFUSED_THOUGH_WANTED);
  });

  it.each(files)('%s', (file) => {
    expect(verifies(file)).toBe(!read(file).wantErr && file !== REFUSED_THOUGH_WANTED);
  });
});
