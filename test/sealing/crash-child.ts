import type { ConnectionTarget } from '../../src/database/connection.js';
import { openPool, serviceTarget, type Sql } from '../../src/database/connection.js';
import { type HeldCheckpoint, SignedByHere } from '../../src/sealing/held-checkpoint.js';
import { HeldElsewhere, Sealer, SealingNotices } from '../../src/sealing/sealer.js';
import { SigningKeys } from '../../src/sealing/signing-keys.js';

// A sealer in a process of its own that kills itself with SIGKILL at a named step, or seals until it is killed. Every
// note that it published is a line on its standard output.

export const STEPS = [
  'before the tree is extended',
  'before the commit',
  'after the commit',
  'before the note is kept',
  'after the note is kept',
  'after it is published',
  'never',
] as const;
export type Step = (typeof STEPS)[number];

export interface ChildOptions {
  readonly base: ConnectionTarget;
  readonly keyFile: string;
  readonly folder: string;
  readonly step: Step;
}

const { base, keyFile, folder, step } = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

function reach(reached: Step): void {
  if (reached === step) process.kill(process.pid, 'SIGKILL');
}

class Holders extends HeldElsewhere {
  override async newest(): Promise<HeldCheckpoint[]> {
    reach('before the tree is extended');
    return [];
  }
}

class Notices extends SealingNotices {
  override async keysSign(): Promise<void> {
    reach('after the commit');
  }
  override published(_tenant: string, _origin: string, _size: number, note: string): void {
    process.stdout.write(`${JSON.stringify(note)}\n`);
    reach('after it is published');
  }
}

class Signed extends SignedByHere {
  override async keep(origin: string, note: string): Promise<void> {
    reach('before the note is kept');
    await super.keep(origin, note);
    reach('after the note is kept');
  }
}

function dyingBeforeCommit(sql: Sql): Sql {
  const begin = sql.begin.bind(sql) as unknown as (
    work: (inner: never) => unknown,
    options?: string,
  ) => Promise<unknown>;
  return new Proxy(sql, {
    get: (target, name) =>
      name === 'begin'
        ? (work: (inner: never) => unknown, options?: string) =>
            begin(async (inner: never) => {
              const result = await work(inner);
              reach('before the commit');
              return result;
            }, options)
        : Reflect.get(target, name, target),
  });
}

const pool = openPool(serviceTarget(base, 'seal'), { application: 'sealer under test', max: 2 });
const sealer = new Sealer({
  sql: dyingBeforeCommit(pool),
  keys: new SigningKeys(keyFile),
  signedHere: new Signed(folder),
  elsewhere: new Holders(),
  notices: new Notices(),
});
for (;;) await sealer.turn('default');
