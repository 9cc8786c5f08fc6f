import type { X509Certificate } from 'node:crypto';
import { openCheckpoint } from '../transparency/checkpoint.js';
import { type ExportManifest, parseManifest } from '../transparency/export-manifest.js';
import { verifyNote } from '../transparency/note.js';
import { formatKeyId, type VerifierKey } from '../transparency/note-key.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { MalformedTar } from '../transparency/tar.js';
import { parseTilePath, TILE_WIDTH } from '../transparency/tile-path.js';
import {
  checkAnchors,
  type HeldNote,
  openAnchor,
  type OpenedAnchor,
  openHeld,
  TimeBracket,
  type Tolerance,
} from './anchors.js';
import { checkErasure } from './erasure-proof.js';
import { ExportTree, tilesBeforeLeaves } from './export-tree.js';
import { FileOrder } from './file-order.js';
import { LeafWalk } from './leaf-walk.js';
import { CannotCheck, NotValid, type VerifiedExport } from './outcome.js';
import { type TarEntry, tarEntries } from './tar-entries.js';

const SMALL = 1_000_000;
const MOST_ANCHORS = 10_000;
const MOST_ERASURES = 100_000;

export interface ExportChecks {
  /** Brought out of band; never from the export itself. */
  readonly keys: readonly VerifierKey[];
  readonly held: readonly HeldNote[];
  readonly tolerance: Tolerance;
  /** Certificates of the time-stamping authorities that are believed; none: time-stamps are read, not checked. */
  readonly authorities: readonly X509Certificate[];
}

/**
 * Checks an export (docs/export-format.md) as it streams by, in memory that does not grow with its events.
 * @throws NotValid for the first thing that is wrong, CannotCheck where nothing can be said
 */
export async function verifyExport(
  stream: AsyncIterable<Uint8Array>,
  checks: ExportChecks,
): Promise<VerifiedExport> {
  const entries = tarEntries(stream);
  const { manifest, signers } = await readManifest(entries, checks.keys);
  try {
    return await new ExportReader(manifest, signers, checks).read(entries);
  } catch (error) {
    if (error instanceof MalformedTar) throw new NotValid(error.message, null, { cause: error });
    throw error;
  }
}

async function readManifest(
  entries: AsyncGenerator<TarEntry>,
  keys: readonly VerifierKey[],
): Promise<{ manifest: ExportManifest; signers: readonly VerifierKey[] }> {
  const noExport = 'the file is no export of a log';
  const first = await entries.next().catch((error: unknown) => {
    throw new CannotCheck(noExport, { cause: error });
  });
  if (first.done || first.value.name !== 'manifest') throw new CannotCheck(noExport);
  const note = await first.value.bytes(SMALL).catch((error: unknown) => {
    throw new CannotCheck(noExport, { cause: error });
  });
  try {
    const { text, signers } = verifyNote(note, keys);
    const manifest = parseManifest(text);
    if (!signers.some(({ name }) => name === manifest.origin))
      throw new NotValid(`it is of the log ${manifest.origin}, which none of the given keys is of`);
    return { manifest, signers };
  } catch (error) {
    throw new NotValid(`the manifest: ${error instanceof Error ? error.message : 'malformed'}`, null, {
      cause: error,
    });
  }
}

/** Reads the files of one export in the order that they have to have. */
class ExportReader {
  private readonly tree: ExportTree;
  private readonly erasures = new Map<number, readonly (readonly [number, number])[]>();
  private readonly anchors: OpenedAnchor[];
  private unproven: NotValid | null = null;
  private walk: LeafWalk | null = null;
  private hasCheckpoint = false;
  private readonly order: FileOrder;

  constructor(
    private readonly manifest: ExportManifest,
    private readonly signers: readonly VerifierKey[],
    private readonly checks: ExportChecks,
  ) {
    this.tree = new ExportTree(manifest.size, Buffer.from(manifest.root, 'base64'));
    this.order = new FileOrder(tilesBeforeLeaves(manifest.size));
    this.anchors = openHeld(checks.held, manifest.origin, checks.keys);
  }

  async read(entries: AsyncGenerator<TarEntry>): Promise<VerifiedExport> {
    for await (const entry of entries) await this.take(entry);
    const walk = this.leaves();
    walk.close();
    if (this.unproven) throw this.unproven;
    checkAnchors(this.tree, this.anchors, this.manifest.first_position);
    const { origin, epoch, from, to, project, size, root } = this.manifest;
    return {
      origin,
      epoch,
      from,
      to,
      project,
      size,
      root,
      signers: this.signers.map(({ name, id }) => `${name}+${formatKeyId(id)}`),
      events: walk.disclosed,
      erased: walk.erased,
      anchors: this.anchors.map(({ size: leaves, at, stamped, authority, from: holder }) => ({
        size: leaves,
        at,
        stamped,
        authority,
        from: holder,
      })),
    };
  }

  private async take(entry: TarEntry): Promise<void> {
    const { name } = entry;
    this.order.take(name);
    if (name === 'README.txt') void (await entry.bytes(SMALL));
    else if (name === 'checkpoint') this.checkpoint(await entry.bytes(SMALL));
    else if (name.startsWith('tile/')) await this.tile(entry);
    else if (name.startsWith('disclosed/')) await this.leaves().disclose(entry);
    else if (name.startsWith('erasures/')) this.erasure(name, await entry.bytes(SMALL));
    else this.anchor(name, await entry.bytes(SMALL));
  }

  private checkpoint(note: Buffer): void {
    this.hasCheckpoint = true;
    const { origin, size, root } = this.manifest;
    try {
      const { checkpoint } = openCheckpoint(note, origin, this.checks.keys);
      if (checkpoint.size !== BigInt(size) || checkpoint.root.toString('base64') !== root)
        throw new NotValid('it is of another tree than the manifest');
    } catch (error) {
      const why = error instanceof Error ? error.message : 'malformed';
      throw new NotValid(`the checkpoint: ${why}`, null, { cause: error });
    }
  }

  private async tile(entry: TarEntry): Promise<void> {
    const name = nameOf(entry.name);
    if (name.kind === 'bundle')
      return await this.leaves().bundle(name.bundle, await entry.bytes(TILE_WIDTH * 65_537));
    const { tile } = name;
    const bytes = await entry.bytes(TILE_WIDTH * HASH_BYTES);
    if (tile.level > 0 || tile.width < TILE_WIDTH) this.tree.add(tile, bytes);
    else this.leaves().leafTile(tile.index, bytes);
  }

  private erasure(name: string, bytes: Buffer): void {
    const position = Number(name.slice('erasures/'.length));
    if (this.erasures.size >= MOST_ERASURES)
      throw new CannotCheck('the export has more erasures than this program takes');
    try {
      this.erasures.set(position, checkErasure(position, bytes, this.manifest, this.checks.keys));
    } catch (error) {
      if (!(error instanceof NotValid)) throw error;
      // It stands before the leaves, and one of them may be wrong at an earlier position.
      this.unproven ??= error;
    }
  }

  private anchor(name: string, bytes: Buffer): void {
    if (this.anchors.length >= MOST_ANCHORS)
      throw new CannotCheck(`more than ${MOST_ANCHORS} anchors are more than this program takes`);
    const { keys, authorities } = this.checks;
    this.anchors.push(openAnchor(name, bytes, this.manifest.origin, keys, authorities));
  }

  /** The leaves come when all that they are checked against is there. */
  private leaves(): LeafWalk {
    if (this.walk) return this.walk;
    if (!this.hasCheckpoint) throw new NotValid('the checkpoint is missing');
    this.tree.close();
    const needed = (isBrought: boolean): Set<number> =>
      new Set(
        this.anchors
          .filter((anchor) => anchor.isBrought === isBrought)
          .flatMap(({ size }) => this.tree.neededFor(size) ?? []),
      );
    const ahead = [...needed(false)].sort((one, other) => one - other);
    const bracket = new TimeBracket(this.anchors, this.checks.tolerance);
    this.walk = new LeafWalk(this.manifest, this.tree, this.erasures, ahead, needed(true), bracket);
    return this.walk;
  }
}

function nameOf(path: string): ReturnType<typeof parseTilePath> {
  try {
    return parseTilePath(path);
  } catch (error) {
    throw new NotValid(`${path} is no tile`, null, { cause: error });
  }
}
