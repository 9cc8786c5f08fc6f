import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTenant } from '../../src/database/connection.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { HeldElsewhere, Sealer, SealingNotices } from '../../src/sealing/sealer.js';
import { SignedByHere, type HeldCheckpoint } from '../../src/sealing/held-checkpoint.js';
import { SigningKeys } from '../../src/sealing/signing-keys.js';
import { readTrees, type TreeState } from '../../src/sealing/tree-rows.js';
import { checked, CONTEXT, freshStream } from '../contract/eventstore.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

export const TENANT = 'default';
export const ORIGIN = 'clearance.test/log/default';

/** Holds nothing but what a test puts there. */
export class TestHolders extends HeldElsewhere {
  held: HeldCheckpoint[] = [];
  override async newest(): Promise<HeldCheckpoint[]> {
    return this.held;
  }
}

/** Keeps what it was told. */
export class HeardNotices extends SealingNotices {
  readonly keys: string[][] = [];
  readonly notes: string[] = [];
  override async keysSign(_tenant: string, _origin: string, keys: readonly string[]): Promise<void> {
    this.keys.push([...keys]);
  }
  override published(_tenant: string, _origin: string, _size: number, note: string): void {
    this.notes.push(note);
  }
}

/** A log on a database of its own, with a sealer that has its key in a folder of its own. */
export interface SealingScene {
  readonly db: TestDatabase;
  readonly store: PostgresEventStore;
  readonly folder: string;
  readonly keys: SigningKeys;
  readonly holders: TestHolders;
  readonly notices: HeardNotices;
  readonly sealer: Sealer;
  /** Another sealer as another process would have it: same key and folder, nothing in memory. */
  readonly freshSealer: () => Sealer;
  readonly append: (count: number) => Promise<void>;
  readonly tree: () => Promise<TreeState>;
  /** Turns until nothing is left. */
  readonly seal: (sealer?: Sealer) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function createSealingScene(): Promise<SealingScene> {
  const db = await createTestDatabase();
  const store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant(TENANT, ORIGIN);
  const folder = mkdtempSync(join(tmpdir(), 'clearance-seal-'));
  const keys = new SigningKeys(join(folder, 'log-key'));
  const holders = new TestHolders();
  const notices = new HeardNotices();
  const freshSealer = () =>
    new Sealer({
      sql: db.database.seal,
      keys: new SigningKeys(join(folder, 'log-key')),
      signedHere: new SignedByHere(join(folder, 'signed')),
      elsewhere: holders,
      notices,
    });
  const sealer = freshSealer();
  return {
    db,
    store,
    folder,
    keys,
    holders,
    notices,
    sealer,
    freshSealer,
    append: async (count) => {
      for (let left = count; left > 0; left -= 200) {
        const events = Array.from({ length: Math.min(200, left) }, (_, index) => ({
          ...checked(),
          ...(index % 2 === 0 ? { private: { reason: `because ${index}` } } : {}),
        }));
        const write = { stream: freshStream(), expected: 0, events, project: index(left) };
        await store.append({ tenant: TENANT, context: CONTEXT, writes: [write] });
      }
    },
    tree: async () => {
      const trees = await inTenant(db.database.read, TENANT, 'read', (sql) => readTrees(sql, TENANT));
      const newest = trees.at(-1);
      if (!newest) throw new Error('the tenant has no log');
      return newest;
    },
    seal: async (one = sealer) => {
      while ((await one.turn(TENANT)).more);
    },
    close: async () => {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function index(left: number): string | null {
  return left % 3 === 0 ? null : `prj_${left % 3}`;
}
