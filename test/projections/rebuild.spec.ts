import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { rebuild, type RebuildStep } from '../../src/eventstore/projections/rebuild.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

const STEPS: RebuildStep[] = ['prepared', 'batch', 'filled', 'verified', 'finished', 'swapped'];
const EVENTS = 60;
const REBUILDER = fileURLToPath(new URL('rebuilder.ts', import.meta.url));
const HOOKS = new URL('../process/embedded/resolve-typescript.mjs', import.meta.url).href;

describe('A rebuild', () => {
  let scene: Scene;
  let projector: Projector;
  let reader: ProjectionReader;
  let reduced: number;
  let names = 0;

  beforeAll(async () => {
    scene = await createScene();
    reader = new ProjectionReader(scene.db.database.read);
    for (let n = 0; n < EVENTS; n += 1) await scene.count(`prj_${n % 3}`, n);
  });
  afterAll(async () => scene.close());

  beforeEach(async () => {
    names += 1;
    reduced = 0;
    const plain = sumsProjection({ poisoned: new Set(), refused: new Set() }, `rebuilt${names}`);
    projector = new Projector(
      {
        ...plain,
        reduce: (rows, event, referenced) => {
          reduced += 1;
          plain.reduce(rows, event, referenced);
        },
      },
      scene.db.database.project,
    );
    await projector.prepare();
  });

  const read = (consistency: 'current' | 'eventual' = 'current') =>
    reader.read(projector, TENANT, consistency, (sql) =>
      sql.unsafe(`SELECT project, total, position FROM projections.rebuilt${names}_v1_sums ORDER BY project`),
    );
  const run = (options: Parameters<typeof rebuild>[2] = {}) =>
    rebuild(projector, scene.db.database.project, options);
  const breakOffAt = async (step: RebuildStep): Promise<void> => {
    const broken = run({
      verify: true,
      onStep: (reached) => {
        if (reached === step) throw new Error(`broken off at ${step}`);
      },
    });
    await expect(broken).rejects.toThrow(`broken off at ${step}`);
  };

  it.each(STEPS)('broken off at "%s" leaves the live answer alone and goes on where it was', async (step) => {
    const before = await read();
    expect(before.value).toHaveLength(3);
    await breakOffAt(step);
    expect(await read('eventual')).toEqual(before);
    expect(await read()).toEqual(before);
    reduced = 0;
    expect(await run({ verify: true })).toEqual({ differences: [], isSwapped: true });
    // What had been committed is not read again.
    expect(reduced).toBe(step === 'prepared' ? before.position + 1 : 0);
    expect(await read()).toEqual(before);
  });

  it.each(STEPS)('killed at "%s" leaves the live answer alone, and the next one is done', async (step) => {
    const before = await read();
    const child = spawn(process.execPath, ['--experimental-transform-types', '--import', HOOKS, REBUILDER], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    const ended = once(child, 'exit');
    child.stdin.end(JSON.stringify({ base: scene.db.base, name: projector.projection.name, step }));
    const [said] = (await Promise.race([once(child.stdout, 'data'), ended])) as [unknown];
    expect(String(said)).toBe(step);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await read()).toEqual(before);
    expect(await run({ verify: true })).toEqual({ differences: [], isSwapped: true });
    expect(await read()).toEqual(before);
  });

  it('answers right at every moment while events come in and tables are swapped', async () => {
    const progress = { isDone: false };
    let expected = 0;
    for (const row of (await read()).value) if (row['project'] === 'prj_0') expected = Number(row['total']);
    const rebuilds = async (): Promise<void> => {
      for (let n = 0; n < 5; n += 1) await run();
      progress.isDone = true;
    };
    const work = rebuilds();
    let reads = 0;
    while (!progress.isDone) {
      await scene.count('prj_0', 1);
      expected += 1;
      const answers = await Promise.all([read(), read(), read()]);
      for (const { value } of answers)
        expect(value.find((row) => row['project'] === 'prj_0')).toMatchObject({ total: expected });
      reads += answers.length;
    }
    await work;
    expect(reads).toBeGreaterThan(5);
  });

  it('looks again where other tables were put in place after its snapshot', async () => {
    await read();
    let isFirst = true;
    const { value } = await reader.read(projector, TENANT, 'eventual', async (sql) => {
      const before = isFirst;
      isFirst = false;
      await sql`SELECT 1`;
      // The snapshot is taken by now; the row that comes with the swap is not in it.
      if (before) {
        await scene.count('prj_1', 1_000);
        await run();
      }
      const rows = await sql.unsafe(
        `SELECT total FROM projections.rebuilt${names}_v1_sums WHERE project = 'prj_1'`,
      );
      return { before, rows };
    });
    expect(value.before).toBe(false);
    expect((await read()).value.find((row) => row['project'] === 'prj_1')).toMatchObject(value.rows[0] ?? {});
  });

  it('compares row by row when asked, and swaps unless asked not to', async () => {
    const before = await read();
    const table = `projections.rebuilt${names}_v1_sums`;
    const entries = `projections.rebuilt${names}_v1_entries`;
    await scene.db.admin.unsafe(`UPDATE ${table} SET total = 0 WHERE project = 'prj_1'`);
    await scene.db.admin.unsafe(`DELETE FROM ${entries} WHERE position = 0`);
    const differences = [
      { tenant: TENANT, table: 'sums', onlyLive: 1, onlyRebuilt: 1 },
      { tenant: TENANT, table: 'entries', onlyLive: 0, onlyRebuilt: 1 },
    ];
    const damaged = await read();
    expect(damaged).not.toEqual(before);
    expect(await run({ verify: true, keepIfDifferent: true })).toEqual({ differences, isSwapped: false });
    expect(await read()).toEqual(damaged);
    expect(await run({ verify: true })).toEqual({ differences, isSwapped: true });
    expect(await read()).toEqual(before);
  });

  it('is compared as of one position, though events come in meanwhile', async () => {
    await read();
    const compared = await run({
      verify: true,
      onStep: async (step) => {
        if (step === 'filled') {
          for (let n = 0; n < 10; n += 1) await scene.count('prj_2', 1);
          await projector.catchUp(TENANT);
        }
      },
    });
    expect(compared).toEqual({ differences: [], isSwapped: true });
  });

  it('reports how far it is', async () => {
    const seen: number[] = [];
    await run({ onProgress: ({ done, total }) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
  });
});
