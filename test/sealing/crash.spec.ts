import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { CompactRange } from '../../src/transparency/compact-range.js';
import { leafHash } from '../../src/transparency/leaf.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { inTenant } from '../../src/database/connection.js';
import { leafOf } from '../../src/eventstore/leaf-row.js';
import { readLeafRows } from '../../src/sealing/tree-rows.js';
import type { ChildOptions, Step } from './crash-child.js';
import { createSealingScene, ORIGIN, type SealingScene, TENANT } from './scene.js';

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const HOOKS = new URL('../process/embedded/resolve-typescript.mjs', import.meta.url).href;

const STEPS: readonly Step[] = [
  'before the tree is extended',
  'before the commit',
  'after the commit',
  'before the note is kept',
  'after the note is kept',
  'after it is published',
];

describe('A sealer that is killed', () => {
  let s: SealingScene;
  let notes: string[];
  const running = new Set<ChildProcess>();
  beforeEach(async () => {
    s = await createSealingScene();
    notes = [];
    await s.keys.signersOf(ORIGIN);
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    await s.close();
  });

  /** A child with a folder of its own, as on another machine, or the shared one. */
  const start = (step: Step, folder = 'signed'): ChildProcess => {
    const options: ChildOptions = {
      base: s.db.base,
      keyFile: join(s.folder, 'log-key'),
      folder: join(s.folder, folder),
      step,
    };
    const args = ['--experimental-transform-types', '--no-warnings', '--import', HOOKS, CHILD];
    const child = spawn(process.execPath, [...args, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    if (child.stdout)
      createInterface(child.stdout).on('line', (line) => notes.push(JSON.parse(line) as string));
    return child;
  };
  const ended = async (child: ChildProcess): Promise<unknown> => {
    if (child.signalCode !== null) return child.signalCode;
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal;
  };

  /** Every note that was ever published is of the one history that the events make. */
  const expectOneHistory = async (): Promise<number> => {
    const keys = (await s.keys.verifierKeysOf(ORIGIN)).map(parseVerifierKey);
    const rows = await inTenant(s.db.database.read, TENANT, 'read', (sql) =>
      readLeafRows(sql, TENANT, 0, Number.MAX_SAFE_INTEGER),
    );
    const roots = [new CompactRange().root()];
    const range = new CompactRange();
    for (const row of rows) {
      range.append(leafHash(leafOf(ORIGIN, row)));
      roots.push(range.root());
    }
    const all = [...notes, ...s.notices.notes, (await s.tree()).checkpoint ?? ''];
    for (const note of all) {
      const { checkpoint } = openCheckpoint(note, ORIGIN, keys);
      expect(checkpoint.root).toEqual(roots[Number(checkpoint.size)]);
    }
    return all.length;
  };

  it.each(STEPS)('%s leaves a tree that goes on with one history', async (step) => {
    await s.append(40);
    await s.seal();
    await s.append(300);
    expect(await ended(start(step))).toBe('SIGKILL');
    await s.append(30);
    await s.seal(s.freshSealer());
    expect(await s.tree()).toMatchObject({ size: 370, checkpointSize: 370, halted: null });
    expect(await expectOneHistory()).toBeGreaterThan(2);
  });

  it('at any moment, beside another one, under load, never signs two roots for one size', async () => {
    const enough = new AbortController();
    const appended = (async () => {
      while (!enough.signal.aborted) await s.append(40);
    })();
    const other = start('never', 'elsewhere');
    for (let round = 0; round < 8; round += 1) {
      const before = notes.length;
      const child = start('never');
      while (notes.length < before + 3 + round) await once(child.stdout ?? child, 'data');
      child.kill('SIGKILL');
      await ended(child);
    }
    enough.abort();
    await appended;
    other.kill('SIGKILL');
    await ended(other);
    await s.seal(s.freshSealer());
    const { nextPosition, size, halted } = await s.tree();
    expect({ size, halted }).toEqual({ size: nextPosition, halted: null });
    expect(await expectOneHistory()).toBeGreaterThan(30);
  });
});
