import { inTenant, type Sql, type TransactionSql } from '../database/connection.js';
import { formatCheckpoint, openCheckpoint } from '../transparency/checkpoint.js';
import { UnverifiedNote } from '../transparency/note.js';
import { formatVerifierKey, type VerifierKey } from '../transparency/note-key.js';
import { type NoteSigner, signNote } from '../transparency/note-sign.js';
import { rootHash } from '../transparency/rfc6962-prove.js';
import { checkContinues } from './fork-guard.js';
import type { HeldCheckpoint, SignedByHere } from './held-checkpoint.js';
import { signManifests } from './manifest-signatures.js';
import { sealRound } from './seal-round.js';
import { SealingHalted } from './sealing-halted.js';
import type { SigningKeys } from './signing-keys.js';
import { fromTree } from './tree-reader.js';
import { readTrees, type TreeState } from './tree-rows.js';

/** Where checkpoints are held that the operator of the database cannot take back. */
export abstract class HeldElsewhere {
  /**
   * The newest checkpoints of the log that can be read back; empty where there are none.
   * Throws where a holder that can be read does not answer: then nothing is signed, since nobody can say.
   */
  abstract newest(origin: string, keys: readonly VerifierKey[]): Promise<HeldCheckpoint[]>;
}

/** Hears what the log itself has to say of its sealing. */
export abstract class SealingNotices {
  /** Before the first checkpoint that these keys sign. */
  abstract keysSign(tenant: string, origin: string, keys: readonly string[]): Promise<void>;
  /** A checkpoint that is durable and published. */
  abstract published(tenant: string, origin: string, size: number, note: string): void;
}

export interface SealerParts {
  /** Logged in as the seal role. */
  readonly sql: Sql;
  readonly keys: SigningKeys;
  readonly signedHere: SignedByHere;
  readonly elsewhere: HeldElsewhere;
  readonly notices: SealingNotices;
}

/** A log that has not been sealed for so long is sealed by nobody else either. */
const NOBODY_ELSE_SECONDS = 30;

/** What one turn did. `sealed`: how many events; `more`: there are events left; `busy`: another sealer was at it. */
export interface SealedTurn {
  readonly origin: string | null;
  readonly size: number;
  readonly sealed: number;
  readonly more: boolean;
  readonly busy: boolean;
}

/**
 * Turns the events of a tenant into a tree and signs its head. Order of a turn: extend the tree and commit
 * (size, root); keep the signed note on this machine; publish it. Broken off anywhere, the next turn goes on from
 * what is committed, and the same size always has the same root and, with the same keys, the same bytes.
 */
export class Sealer {
  /** Trees as this process has seen them to be right: what continues them needs no further proof. */
  private readonly trusted = new Map<string, { size: number; root: Buffer }>();
  private readonly announced = new Map<string, string>();

  constructor(private readonly parts: SealerParts) {}

  /** One round of a tenant's newest epoch. @throws SealingHalted, SigningKeyUnusable, and errors of the database */
  async turn(tenant: string): Promise<SealedTurn> {
    try {
      return await this.seal(tenant);
    } catch (error) {
      if (error instanceof SealingHalted && (await this.concernsAll(tenant, error)))
        await this.halt(tenant, error.message);
      throw error;
    }
  }

  private async seal(tenant: string): Promise<SealedTurn> {
    const { sql, keys } = this.parts;
    const round = await sealRound(sql, tenant, (transaction, state) => this.allow(transaction, state));
    if (round === null) return { origin: null, size: 0, sealed: 0, more: false, busy: true };
    const { before, after } = round;
    const { origin, size, root, nextPosition, firstPosition } = after;
    this.trusted.set(origin, { size, root });
    const signers = await keys.signersOf(origin);
    const signed = linesOf(signers.map(({ key }) => key));
    if (size > 0 && (size > after.checkpointSize || signed !== after.signers || after.halted !== null))
      await this.publish(after, signers, signed);
    await this.signExports(tenant);
    const sealed = size - before.size;
    return { origin, size, sealed, more: firstPosition + size < nextPosition, busy: false };
  }

  private async publish(state: TreeState, signers: readonly NoteSigner[], signed: string): Promise<void> {
    const { tenant, epoch, origin, size, root } = state;
    if (this.announced.get(origin) !== signed) {
      await this.parts.notices.keysSign(tenant, origin, signed.split('\n'));
      this.announced.set(origin, signed);
    }
    const note = await signNote(formatCheckpoint(origin, size, root), signers);
    await this.parts.signedHere.keep(origin, note);
    await inTenant(
      this.parts.sql,
      tenant,
      'write',
      (sql) => sql`
        UPDATE sealing.trees
        SET checkpoint = ${note}, checkpoint_size = ${size}, signers = ${signed}, halted = NULL, halted_at = NULL
        WHERE tenant = ${tenant} AND epoch = ${epoch} AND checkpoint_size <= ${size}
          AND (size > ${size} OR (size = ${size} AND root = ${root}))`,
    );
    this.parts.notices.published(tenant, origin, size, note);
  }

  /** Signs the manifests of exports that wait. */
  private async signExports(tenant: string): Promise<void> {
    await inTenant(this.parts.sql, tenant, 'write', async (sql) => {
      const [waiting] = await sql`
        SELECT 1 FROM sealing.manifests WHERE tenant = ${tenant} AND note IS NULL AND refused IS NULL LIMIT 1`;
      if (!waiting) return;
      const rootOf = async (tree: TreeState, size: number): Promise<Buffer> =>
        Buffer.from(await fromTree(sql, tree, size, (node) => rootHash(size, node)));
      await signManifests(
        sql,
        await readTrees(sql, tenant),
        (origin) => this.parts.keys.signersOf(origin),
        rootOf,
      );
    });
  }

  /** Asked under the lock of the tree, before it is extended. */
  private async allow(sql: TransactionSql, state: TreeState): Promise<void> {
    const known = this.trusted.get(state.origin);
    if (known?.size === state.size && known.root.equals(state.root)) return;
    const { keys, signedHere, elsewhere } = this.parts;
    const own = (await keys.signersOf(state.origin)).map(({ key }) => key);
    const held = [
      ...publishedOf(state, own),
      await signedHere.newest(state.origin, own),
      ...(await elsewhere.newest(state.origin, own)),
    ];
    for (const one of held) if (one !== null) await checkContinues(sql, state, one);
  }

  /**
   * Whether the log itself is halted, and not this sealer alone: where its key is another one, a sealer with the right
   * key may be at work elsewhere.
   */
  private async concernsAll(tenant: string, { reason }: SealingHalted): Promise<boolean> {
    if (reason !== 'unknown_signer') return true;
    const trees = await inTenant(this.parts.sql, tenant, 'read', (sql) => readTrees(sql, tenant));
    return (trees.at(-1)?.lagSeconds ?? 0) > NOBODY_ELSE_SECONDS;
  }

  private async halt(tenant: string, why: string): Promise<void> {
    await inTenant(
      this.parts.sql,
      tenant,
      'write',
      (sql) => sql`
        UPDATE sealing.trees SET halted = ${why}, halted_at = coalesce(halted_at, clock_timestamp())
        WHERE tenant = ${tenant} AND epoch = (
          SELECT max(o.epoch) FROM eventstore.origins o WHERE o.tenant = ${tenant}) AND halted IS DISTINCT FROM ${why}`,
    );
  }
}

/** The checkpoint in the database itself: signed by a key of this machine, or something is wrong. */
function publishedOf(state: TreeState, own: readonly VerifierKey[]): HeldCheckpoint[] {
  if (state.checkpoint === null) return [];
  try {
    const { checkpoint } = openCheckpoint(state.checkpoint, state.origin, own);
    return [{ checkpoint, note: state.checkpoint, holder: 'the database' }];
  } catch (error) {
    if (!(error instanceof UnverifiedNote)) throw error;
    throw new SealingHalted(
      'unknown_signer',
      `the newest checkpoint of ${state.origin} was signed by ${state.signers ?? 'another key'}, which is not in the ` +
        'key file of this sealer. Put the file in place that the log was signed with; where it is lost, begin a new ' +
        'epoch (POST /v1/admin/log/epochs)',
      null,
      { cause: error },
    );
  }
}

function linesOf(keys: readonly VerifierKey[]): string {
  return keys.map(formatVerifierKey).join('\n');
}
