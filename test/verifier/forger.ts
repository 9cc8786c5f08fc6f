import { randomBytes } from 'node:crypto';
import { formatCheckpoint } from '../../src/transparency/checkpoint.js';
import { commit } from '../../src/transparency/commitment.js';
import type { ExportManifest } from '../../src/transparency/export-manifest.js';
import { canonicalize } from '../../src/transparency/canonical-json.js';
import { encodeLeaf, leafHash, type LeafEnvelope } from '../../src/transparency/leaf.js';
import { formatVerifierKey } from '../../src/transparency/note-key.js';
import { type NoteSigner, signerOf, signNote } from '../../src/transparency/note-sign.js';
import { inclusionProof, rootHash } from '../../src/transparency/rfc6962-prove.js';
import { encodeBundle } from '../../src/transparency/tiles.js';
import { formatTlogProof } from '../../src/transparency/tlog-proof.js';
import { tileNodes } from '../../src/transparency/tile-nodes.js';
import type { Disclosure } from '../../src/verifier/disclosure.js';
import type { Files } from './export-scene.js';

/** An event as somebody with the real key may make it up. */
export interface ForgedEvent {
  readonly type?: string;
  readonly payload?: string;
  readonly body?: string | null;
  readonly project?: string | null;
  readonly createdAt?: string;
}

interface Leaf {
  readonly bytes: Buffer;
  readonly disclosure: Disclosure;
}

/** A small log (at most 255 events, so that its tree is one partial tile) whose operator signs whatever he likes. */
export class ForgedLog {
  readonly signer: NoteSigner;
  readonly leaves: readonly Leaf[];

  constructor(
    events: readonly ForgedEvent[],
    readonly origin = 'forged.example/log/default',
    readonly epoch = 0,
    readonly first = 0,
    seed = Buffer.alloc(32, 7),
  ) {
    this.signer = signerOf(origin, seed);
    this.leaves = events.map((event, index) => this.leafOf(event, index));
  }

  get key(): string {
    return formatVerifierKey(this.signer.key);
  }

  get hashes(): Buffer {
    return Buffer.concat(this.leaves.map(({ bytes }) => leafHash(bytes)));
  }

  get root(): Buffer {
    return Buffer.from(rootHash(this.leaves.length, this.nodes()));
  }

  async checkpoint(size = this.leaves.length, root = this.root): Promise<string> {
    return await signNote(formatCheckpoint(this.origin, size, root), [this.signer]);
  }

  async manifest(change: Partial<Record<keyof ExportManifest, unknown>> = {}): Promise<string> {
    const size = this.leaves.length;
    const manifest = {
      origin: this.origin,
      epoch: this.epoch,
      first_position: this.first,
      size,
      root: this.root.toString('base64'),
      from: this.first,
      to: this.first + size,
      from_time: null,
      to_time: null,
      project: null,
      events: size,
      created_at: '2026-01-01T00:00:00.000000Z',
      ...change,
    };
    return await signNote(`clearance.export.v1\n${canonicalize(manifest as never)}\n`, [this.signer]);
  }

  /** The proof of one of its events as an erasure. */
  async erasure(index: number): Promise<string> {
    const { bytes, disclosure } = this.leaves[index] as Leaf;
    const hashes = inclusionProof(index, this.leaves.length, this.nodes());
    return JSON.stringify({
      leaf: bytes.toString('base64'),
      payload: disclosure.payload,
      payload_salt: disclosure.payload_salt,
      proof: formatTlogProof(index, hashes, await this.checkpoint()),
    });
  }

  /** The files of an export; `disclosed` changes what is said of each event. */
  async files({
    manifest = {},
    more = [],
    disclosed = (one: Disclosure): object => one,
  }: {
    manifest?: Partial<Record<keyof ExportManifest, unknown>>;
    more?: readonly (readonly [string, string | Buffer])[];
    disclosed?: (one: Disclosure) => object | string;
  } = {}): Promise<Files> {
    const width = this.leaves.length;
    const lines = this.leaves.map(({ disclosure }) => disclosed(disclosure));
    const named: readonly (readonly [string, string | Buffer])[] = [
      ['manifest', await this.manifest(manifest)],
      ['checkpoint', await this.checkpoint()],
      [`tile/0/000.p/${width}`, this.hashes],
      ...more,
      [`tile/entries/000.p/${width}`, encodeBundle(this.leaves.map(({ bytes }) => bytes))],
      [
        'disclosed/000',
        lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
      ],
    ];
    return named.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes as Buffer) }));
  }

  private nodes() {
    return tileNodes(this.leaves.length, () => this.hashes);
  }

  private leafOf(event: ForgedEvent, index: number): Leaf {
    const position = this.first + index;
    const { payload = '{}', body = null } = event;
    const [salt, bodySalt] = [randomBytes(32), randomBytes(32)];
    const envelope: LeafEnvelope = {
      v: 1,
      origin: this.origin,
      epoch: `${this.epoch}`,
      position: `${position}`,
      event_id: `0198c2f4-8b6a-7c1d-8e2f-${position.toString(16).padStart(12, '0')}`,
      aggregate_type: 'item',
      aggregate_id: 'x',
      sequence: `${index + 1}`,
      event_type: event.type ?? 'item.checked',
      revision: 1,
      created_at: event.createdAt ?? `2026-01-01T00:00:${`${index}`.padStart(2, '0')}.000000Z`,
      actor_id: 'x',
      actor_kind: 'human',
      credential_id: null,
      auth_method: null,
      outcome: 'success',
      project: event.project ?? null,
      source: 'api',
      request_id: null,
      correlation_id: 'x',
      causation_id: null,
      nonce: randomBytes(16).toString('base64url'),
      payload_commitment: commit(salt, payload).toString('base64url'),
      private_commitment: body === null ? null : commit(bodySalt, body).toString('base64url'),
    };
    const disclosure: Disclosure = {
      position,
      payload,
      payload_salt: salt.toString('base64url'),
      private: body,
      private_salt: body === null ? null : bodySalt.toString('base64url'),
      erased_by: null,
    };
    return { bytes: encodeLeaf(envelope), disclosure };
  }
}

/** What is left of an event whose private part was erased. */
export const erased =
  (position: number, by: number | null) =>
  (one: Disclosure): Disclosure =>
    one.position === position ? { ...one, private: null, private_salt: null, erased_by: by } : one;
