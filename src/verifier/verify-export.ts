import type { X509Certificate } from 'node:crypto';
import { openCheckpoint } from '../transparency/checkpoint.js';
import { type ExportManifest, parseManifest } from '../transparency/export-manifest.js';
import { verifyNote } from '../transparency/note.js';
import { formatKeyId, type VerifierKey } from '../transparency/note-key.js';
import { HASH_BYTES } from '../transparency/rfc6962.js';
import { MalformedTar } from '../transparency/tar.js';
import { parseTilePath, TILE_WIDTH } from '../transparency/tile-path.js';
import { checkAnchors, openAnchor, type OpenedAnchor, TimeBracket, type Tolerance } from './anchors.js';
import { checkErasure } from './erasure-proof.js';
import { ExportTree } from './export-tree.js';
import { LeafWalk } from './leaf-walk.js';
import { CannotCheck, NotValid, type VerifiedExport } from './outcome.js';
import { type TarEntry, tarEntries } from './tar-entries.js';

const SMALL = 1_000_000;
const MOST_ANCHORS = 10_000;
const MOST_ERASURES = 100_000;

export interface ExportChecks {
  /** Brought out of band; never from the export itself. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints that the caller holds, with where they are from. */
  readonly held: readonly { readonly note: string; readonly from: string }[];
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
  private walk: LeafWalk | null = null;
  private hasCheckpoint = false;
  /** Files that are there once at most; tiles and what is disclosed have their order. */
  private readonly taken = new Set<string>();

  constructor(
    private readonly manifest: ExportManifest,
    private readonly signers: readonly VerifierKey[],
    private readonly checks: ExportChecks,
  ) {
    this.tree = new ExportTree(manifest.size, Buffer.from(manifest.root, 'base64'));
    this.anchors = checks.held.map(({ note, from }) => openHeld(note, from, manifest.origin, checks.keys));
  }

  async read(entries: AsyncGenerator<TarEntry>): Promise<VerifiedExport> {
    for await (const entry of entries) await this.take(entry);
    const walk = this.leaves();
    walk.close();
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
    if (!/^(?:tile|disclosed)\//.test(name)) this.takeOnce(name);
    if (name === 'README.txt') void (await entry.bytes(SMALL));
    else if (name === 'checkpoint') this.checkpoint(await entry.bytes(SMALL));
    else if (name.startsWith('tile/')) await this.tile(entry);
    else if (name.startsWith('disclosed/')) await this.leaves().disclose(entry);
    else if (/^erasures\/\d{1,16}$/.test(name)) this.erasure(name, await entry.bytes(SMALL));
    else if (/^anchors\/\d{1,9}$/.test(name)) this.anchor(name, await entry.bytes(SMALL));
    else throw new NotValid(`the export holds a file that none has: ${name}`);
  }

  private takeOnce(name: string): void {
    if (this.taken.has(name)) throw new NotValid(`${name} is there twice`);
    this.taken.add(name);
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
    if (tile.level > 0 || tile.width < TILE_WIDTH) {
      if (this.walk) throw new NotValid(`${entry.name} comes too late`);
      this.tree.add(tile, bytes);
    } else this.leaves().leafTile(tile.index, bytes);
  }

  private erasure(name: string, bytes: Buffer): void {
    const position = Number(name.slice('erasures/'.length));
    if (this.walk || this.erasures.size >= MOST_ERASURES) throw new NotValid(`${name} comes too late`);
    this.erasures.set(position, checkErasure(position, bytes, this.checks.keys));
  }

  private anchor(name: string, bytes: Buffer): void {
    if (this.walk || this.anchors.length >= MOST_ANCHORS) throw new NotValid(`${name} comes too late`);
    const { keys, authorities } = this.checks;
    this.anchors.push(openAnchor(name, bytes, this.manifest.origin, keys, authorities));
  }

  /** The leaves come when all that they are checked against is there. */
  private leaves(): LeafWalk {
    if (this.walk) return this.walk;
    if (!this.hasCheckpoint) throw new NotValid('the checkpoint is missing');
    this.tree.close();
    const kept = this.anchors.flatMap(({ size }) => ExportTree.neededFor(size) ?? []);
    const bracket = new TimeBracket(this.anchors, this.checks.tolerance);
    this.walk = new LeafWalk(this.manifest, this.tree, this.erasures, new Set(kept), bracket);
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

function openHeld(note: string, from: string, origin: string, keys: readonly VerifierKey[]): OpenedAnchor {
  try {
    const { size, root } = openCheckpoint(note, origin, keys).checkpoint;
    return { size: Number(size), root, from, at: null, stamped: false, authority: null, isBrought: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'malformed';
    throw new CannotCheck(`${from} holds no checkpoint of ${origin} under the given keys: ${why}`, {
      cause: error,
    });
  }
}
