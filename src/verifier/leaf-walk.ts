import type { ExportManifest } from '../transparency/export-manifest.js';
import { decodeLeaf, leafHash, type LeafEnvelope } from '../transparency/leaf.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { type Bundle, bundlePath, TILE_WIDTH } from '../transparency/tile-path.js';
import { decodeBundle, readEntries, widthAt } from '../transparency/tiles.js';
import type { TimeBracket } from './anchors.js';
import { checkDisclosure, parseDisclosure } from './disclosure.js';
import type { ExportTree } from './export-tree.js';
import { NotValid } from './outcome.js';
import type { TarEntry } from './tar-entries.js';

/** A line is an event's payload and private part, each at most 1 MiB, escaped. */
const MOST_LINE = 16 * 1024 * 1024;

/**
 * Goes over the leaves of an export in their order, bundle by bundle: each is in the tree at its place, belongs to
 * this log, none is left out, and of those in the range each that has to be disclosed is, and no other.
 */
export class LeafWalk {
  disclosed = 0;
  erased = 0;
  private next: number;
  private readonly last: number;
  /** Leaves of the bundle that was read last, those of them that are to be disclosed. */
  private waiting: LeafEnvelope[] | null = null;
  private before: LeafEnvelope | null = null;
  private taken = 0;
  private pending: { index: number; hashes: Buffer } | null = null;

  constructor(
    private readonly manifest: ExportManifest,
    private readonly tree: ExportTree,
    private readonly erasures: ReadonlyMap<number, readonly (readonly [number, number])[]>,
    /** Tiles of leaves that come before the bundles, ascending, for roots of older sizes. */
    private readonly ahead: readonly number[],
    /** Others that the caller's checkpoints are compared with, where they come by. */
    private readonly keep: ReadonlySet<number>,
    private readonly bracket: TimeBracket,
  ) {
    const { first, last } = coveredBundles(manifest);
    this.next = first;
    this.last = last;
  }

  /** A full tile of leaves: of the bundle that comes behind it, or alone for the root of an older size. */
  leafTile(index: number, hashes: Buffer): void {
    const wanted = this.ahead[this.taken];
    if (index !== (wanted ?? this.next) || this.pending !== null || this.waiting !== null)
      throw new NotValid(`the tile of leaves ${index} is out of order`, this.positionOf(this.next));
    if (hashes.length !== TILE_WIDTH * HASH_BYTES)
      throw new NotValid(`a tile of leaves has ${hashes.length} bytes`);
    this.tree.checkLeafTile(index, hashes);
    if (wanted === undefined) this.pending = { index, hashes };
    else this.taken += 1;
    if (wanted !== undefined || this.keep.has(index)) this.tree.keep(index, hashes);
  }

  async bundle({ index, width }: Bundle, bytes: Buffer): Promise<void> {
    const first = this.manifest.first_position + index * TILE_WIDTH;
    const ahead = this.ahead[this.taken];
    if (ahead !== undefined) throw new NotValid(`the tile of leaves ${ahead}, for an anchor, is left out`);
    if (this.waiting !== null)
      throw new NotValid('the events of a bundle are not disclosed', first - TILE_WIDTH);
    if (index !== this.next || width !== widthAt(0, index, this.tree.size))
      throw new NotValid('events are left out or out of order', this.positionOf(this.next));
    const leaves = this.checked(bytes, width, first, this.sealedAt(index, first));
    this.pending = null;
    this.waiting = leaves
      .map((leaf, at) => this.checkLeaf(leaf, index * TILE_WIDTH + at))
      .filter((leaf) => this.isToBeDisclosed(leaf));
    this.next += 1;
    await Promise.resolve();
  }

  /** The events of the bundle before, line by line. */
  async disclose(entry: TarEntry): Promise<void> {
    const leaves = this.waiting;
    if (leaves === null) throw new NotValid(`${entry.name} is out of order`);
    const index = this.next - 1;
    const name = bundlePath({ index, width: TILE_WIDTH }).replace('tile/entries', 'disclosed');
    if (entry.name !== name) throw new NotValid(`${entry.name} is out of order`);
    let at = 0;
    for await (const line of entry.lines(MOST_LINE)) {
      const leaf = leaves[at];
      const disclosure = parseDisclosure(line, leaf === undefined ? null : Number(leaf.position));
      if (leaf?.position !== `${disclosure.position}`)
        throw new NotValid(
          'events that belong to the export are left out, or others are in it',
          Math.min(disclosure.position, leaf === undefined ? disclosure.position : Number(leaf.position)),
        );
      if (checkDisclosure(leaf, disclosure, this.erasures)) this.erased += 1;
      this.disclosed += 1;
      at += 1;
    }
    const missing = leaves[at];
    if (missing)
      throw new NotValid('the event belongs to the export and is left out', Number(missing.position));
    this.waiting = null;
  }

  /** Everything that the manifest says has come. @throws NotValid */
  close(): void {
    if (this.pending !== null) throw new NotValid('the last tile of leaves is there without its events');
    if (this.waiting !== null) throw new NotValid('the events of the last bundle are not disclosed');
    if (this.next <= this.last) throw new NotValid('the export ends too early', this.positionOf(this.next));
    if (this.disclosed !== this.manifest.events)
      throw new NotValid(`${this.disclosed} events are disclosed, the manifest says ${this.manifest.events}`);
  }

  private sealedAt(index: number, first: number): Buffer {
    const sealed = this.pending?.index === index ? this.pending.hashes : this.edgeAt(index);
    if (!sealed) throw new NotValid('the tile of a bundle is missing', first);
    return sealed;
  }

  /** The leaves of a bundle, which are those of its tile; else the first one that is not, is there too much or is gone. */
  private checked(bytes: Buffer, width: number, first: number, sealed: Buffer): Uint8Array[] {
    const { entries } = readEntries(bytes, width);
    const wrong = entries.findIndex(
      (leaf, at) => !leafHash(leaf).equals(sealed.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
    );
    if (wrong !== -1) throw new NotValid('the event is not the one that was sealed', first + wrong);
    try {
      return decodeBundle(bytes, width);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'malformed';
      throw new NotValid(why, first + Math.min(entries.length, width - 1), { cause: error });
    }
  }

  private edgeAt(index: number): Buffer | null {
    return this.tree.edge?.index === index ? this.tree.edgeBytes() : null;
  }

  private checkLeaf(bytes: Uint8Array, index: number): LeafEnvelope {
    const position = this.manifest.first_position + index;
    let leaf: LeafEnvelope;
    try {
      leaf = decodeLeaf(bytes);
    } catch (error) {
      throw new NotValid(error instanceof Error ? error.message : 'malformed', position, { cause: error });
    }
    const { origin, epoch, from, to, from_time, to_time } = this.manifest;
    if (leaf.origin !== origin || leaf.epoch !== `${epoch}` || leaf.position !== `${position}`)
      throw new NotValid('the leaf is of another log or place', position);
    if (this.before && leaf.created_at < this.before.created_at)
      throw new NotValid('the event is older than the one before it', position);
    if (from_time !== null && position < from !== leaf.created_at < from_time)
      throw new NotValid('the range does not begin at the time that the manifest says', position);
    if (to_time !== null && position < to !== leaf.created_at < to_time)
      throw new NotValid('the range does not end at the time that the manifest says', position);
    this.bracket.check(index, leaf.created_at, position);
    this.before = leaf;
    return leaf;
  }

  private isToBeDisclosed({ position, project }: LeafEnvelope): boolean {
    const { from, to, project: wanted } = this.manifest;
    const at = Number(position);
    return at >= from && at < to && (wanted === null || project === wanted);
  }

  private positionOf(bundle: number): number {
    return Math.max(this.manifest.from, this.manifest.first_position + bundle * TILE_WIDTH);
  }
}

/**
 * The bundles that an export holds: those of its range, with the event before and the one behind it, which show that a
 * range of time begins and ends where it should. `last` is below `first` where there are none.
 */
export function coveredBundles({
  first_position: first,
  size,
  from,
  to,
}: Pick<ExportManifest, 'first_position' | 'size' | 'from' | 'to'>): { first: number; last: number } {
  if (size === 0) return { first: 0, last: -1 };
  const begin = Math.max(from - 1 - first, 0);
  const end = Math.min(Math.max(to - first, 0), size - 1);
  return { first: Math.floor(begin / TILE_WIDTH), last: Math.floor(end / TILE_WIDTH) };
}
