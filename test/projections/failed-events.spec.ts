import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ProjectionBehind,
  ProjectionReader,
  ProjectionSetAside,
} from '../../src/eventstore/projections/projection-reader.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { rebuild } from '../../src/eventstore/projections/rebuild.js';
import { DEFAULT_SETTINGS } from '../../src/eventstore/projections/settings.js';
import { RebuildSetAside } from '../../src/eventstore/projections/swap.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { type Faults, sumsProjection } from './sums-projection.js';

describe('A failed event', () => {
  let scene: Scene;
  let reader: ProjectionReader;
  let projector: Projector;
  let faults: Faults;
  let names = 0;
  let setAsideCalls: number[];

  beforeAll(async () => {
    scene = await createScene();
    reader = new ProjectionReader(scene.db.database.read);
  });
  afterAll(async () => scene.close());

  beforeEach(async () => {
    faults = { poisoned: new Set(), refused: new Set() };
    names += 1;
    setAsideCalls = [];
    projector = newProjector();
    await projector.prepare();
  });

  const newProjector = (settings = DEFAULT_SETTINGS): Projector =>
    new Projector(
      sumsProjection(faults, `sums${names}`),
      scene.db.database.project,
      settings,
      (_projection, _tenant, wait) => setAsideCalls.push(wait),
    );
  const table = (name: string) =>
    scene.db.admin.unsafe(`SELECT * FROM projections.sums${names}_v1_${name}
    ORDER BY project${name === 'entries' ? ', position' : ''}`);
  const totals = async () =>
    Object.fromEntries((await table('sums')).map((row) => [row['project'], row['total']]));
  const failed = () => scene.db.admin<Record<string, unknown>[]>`
    SELECT position, partition, failure_count, state, error, retry_at IS NULL AS never FROM projections.failed_events
    WHERE projection = ${`sums${names}`} AND generation = 'live' ORDER BY position`;
  const read = (project: string, consistency: 'current' | 'eventual' = 'current') =>
    reader.read(
      projector,
      TENANT,
      consistency,
      (sql) => sql.unsafe(`SELECT total FROM projections.sums${names}_v1_sums WHERE project = $1`, [project]),
      project,
    );
  /** The rows are those that a rebuild without faults gives. */
  const expectClean = async () => {
    const kept = [await table('sums'), await table('entries')];
    await rebuild(projector, scene.db.database.project, { fresh: true });
    expect([await table('sums'), await table('entries')]).toEqual(kept);
  };
  const project = () => `prj_${names}_${Math.random().toString(36).slice(2, 8)}`;

  it('sets its project aside, and nothing else', async () => {
    const [good, bad] = [project(), project()];
    await scene.count(bad, 1);
    const poison = await scene.count(bad, 10);
    faults.poisoned.add(poison.position);
    await scene.count(good, 1);
    await scene.count(bad, 100);
    const last = await scene.count(good, 2);

    expect(await read(good)).toMatchObject({
      value: [{ total: 3 }],
      position: last.position,
      setAside: null,
    });
    await expect(read(bad)).rejects.toMatchObject({ name: 'ProjectionSetAside', position: poison.position });
    expect(await read(bad, 'eventual')).toMatchObject({ value: [{ total: 1 }], setAside: poison.position });
    expect(await failed()).toMatchObject([
      {
        position: poison.position,
        partition: bad,
        failure_count: 1,
        state: 'retrying',
        error: `Error: position ${poison.position} is poison`,
      },
    ]);
    expect(setAsideCalls).toEqual([1_000]);
    // Later batches leave it out as well.
    await scene.count(bad, 1_000);
    await scene.count(good, 4);
    expect((await read(good)).value).toMatchObject([{ total: 7 }]);
    expect(await failed()).toHaveLength(1);
  });

  it('is healed by a retry after the fix, and gives the rows of a clean rebuild', async () => {
    const bad = project();
    await scene.count(bad, 1);
    const poison = await scene.count(bad, 10);
    faults.poisoned.add(poison.position);
    await scene.count(bad, 100);
    await projector.catchUp(TENANT);
    expect(await projector.retry(TENANT, poison.position, { onlyDue: false })).toBe('failed');
    expect(await failed()).toMatchObject([{ failure_count: 2 }]);
    faults.poisoned.clear();
    expect(await projector.retry(TENANT, poison.position, { onlyDue: true })).toBe('gone');
    expect(await projector.retry(TENANT, poison.position, { onlyDue: false })).toBe('healed');
    expect(await failed()).toEqual([]);
    expect((await read(bad)).value).toMatchObject([{ total: 111 }]);
    await expectClean();
  });

  it('moves on to the next one that fails', async () => {
    const bad = project();
    const [first, , second] = [
      await scene.count(bad, 1),
      await scene.count(bad, 10),
      await scene.count(bad, 100),
    ];
    faults.poisoned.add(first.position).add(second.position);
    await projector.catchUp(TENANT);
    faults.poisoned.delete(first.position);
    expect(await projector.retry(TENANT, first.position, { onlyDue: false })).toBe('failed');
    expect(await failed()).toMatchObject([{ position: second.position, failure_count: 1 }]);
    expect((await read(bad, 'eventual')).value).toMatchObject([{ total: 11 }]);
  });

  it('is given up after MaxFailureCount, and tried when somebody asks', async () => {
    const bad = project();
    const poison = await scene.count(bad, 1);
    faults.poisoned.add(poison.position);
    await projector.catchUp(TENANT);
    for (let count = 2; count <= 5; count += 1)
      await projector.retry(TENANT, poison.position, { onlyDue: false });
    expect(await failed()).toMatchObject([{ failure_count: 5, state: 'given_up', never: true }]);
    expect(await projector.retryDue(TENANT)).toBeNull();
    faults.poisoned.clear();
    expect(await projector.retry(TENANT, poison.position, { onlyDue: false })).toBe('healed');
  });

  it('is retried in the background when its time has come', async () => {
    const bad = project();
    const poison = await scene.count(bad, 1);
    faults.poisoned.add(poison.position);
    projector = newProjector({ ...DEFAULT_SETTINGS, retryFailedAfter: 1 });
    await projector.catchUp(TENANT);
    faults.poisoned.clear();
    await expect.poll(() => projector.retryDue(TENANT), { interval: 5 }).toBeNull();
    expect(await failed()).toEqual([]);
  });

  it('is left out for good once it is dismissed, by rebuilds too', async () => {
    const bad = project();
    await scene.count(bad, 1);
    const poison = await scene.count(bad, 10);
    await scene.count(bad, 100);
    faults.poisoned.add(poison.position);
    await projector.catchUp(TENANT);
    expect(await projector.dismiss(TENANT, poison.position)).toBe('healed');
    expect(await projector.dismiss(TENANT, poison.position)).toBe('gone');
    expect((await read(bad)).value).toMatchObject([{ total: 101 }]);
    expect([...(await reader.dismissed(projector, TENANT, bad))]).toEqual([poison.position]);
    faults.poisoned.clear();
    await expectClean();
    expect(await failed()).toMatchObject([{ state: 'dismissed' }]);
  });

  it('is found where the database refuses its rows, among many', async () => {
    const [good, bad] = [project(), project()];
    await scene.count(bad, 1);
    for (let n = 0; n < 5; n += 1) await scene.count(good, 1);
    const refused = await scene.count(bad, 10);
    for (let n = 0; n < 5; n += 1) await scene.count(good, 1);
    await scene.count(bad, 100);
    faults.refused.add(refused.position);
    expect((await read(good)).value).toMatchObject([{ total: 10 }]);
    expect(await failed()).toMatchObject([{ position: refused.position, partition: bad }]);
    expect((await read(bad, 'eventual')).value).toMatchObject([{ total: 1 }]);
    expect(await projector.retry(TENANT, refused.position, { onlyDue: false })).toBe('failed');
    faults.refused.clear();
    expect(await projector.retry(TENANT, refused.position, { onlyDue: false })).toBe('healed');
    await expectClean();
  });

  it('is not counted where the database broke off', async () => {
    const event = await scene.count(project(), 1);
    const locked = scene.db.admin.begin(async (sql) => {
      await sql`LOCK TABLE projections.state IN ACCESS EXCLUSIVE MODE`;
      const run = projector.catchUp(TENANT);
      run.catch(() => undefined);
      await expect
        .poll(
          () =>
            scene.db.admin`SELECT pg_cancel_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'clearance project' AND wait_event_type = 'Lock'
                AND datname = current_database()`,
        )
        .not.toEqual([]);
      await expect(run).rejects.toThrow('canceling statement');
    });
    await locked;
    expect(await failed()).toEqual([]);
    await projector.catchUp(TENANT);
    expect(Object.keys(await totals())).toContain(event.project);
  });

  it('does not swap tables that lost a project for those that serve it; a mended rebuild goes on', async () => {
    const bad = project();
    const poison = await scene.count(bad, 1);
    await scene.count(bad, 10);
    await projector.catchUp(TENANT);
    faults.poisoned.add(poison.position);
    const run = () => rebuild(projector, scene.db.database.project, {});
    await expect(run()).rejects.toThrow(RebuildSetAside);
    expect((await read(bad)).value).toMatchObject([{ total: 11 }]);
    faults.poisoned.clear();
    await run();
    expect((await read(bad)).value).toMatchObject([{ total: 11 }]);
    expect(await failed()).toEqual([]);
    await expectClean();
  });

  it('stays set aside through a rebuild that cannot take it either', async () => {
    const [good, bad] = [project(), project()];
    const poison = await scene.count(bad, 1);
    faults.poisoned.add(poison.position);
    await scene.count(good, 1);
    await projector.catchUp(TENANT);
    await rebuild(projector, scene.db.database.project, {});
    expect((await read(good)).value).toMatchObject([{ total: 1 }]);
    await expect(read(bad)).rejects.toThrow(ProjectionSetAside);
    expect(await failed()).toMatchObject([{ position: poison.position, failure_count: 2 }]);
    faults.poisoned.clear();
    expect(await projector.retry(TENANT, poison.position, { onlyDue: false })).toBe('healed');
    await expectClean();
  });

  it('dismissed while a rebuild had set it aside is left out of the rebuilt tables', async () => {
    const bad = project();
    const poison = await scene.count(bad, 1);
    await scene.count(bad, 10);
    faults.poisoned.add(poison.position);
    await projector.catchUp(TENANT);
    await rebuild(projector, scene.db.database.project, {
      onProgress: ({ position, target }) => {
        if (position >= target) throw new Error('broken off');
      },
    }).catch(() => undefined);
    expect(await projector.dismiss(TENANT, poison.position)).toBe('healed');
    await rebuild(projector, scene.db.database.project, {});
    expect((await read(bad)).value).toMatchObject([{ total: 10 }]);
    expect(await failed()).toMatchObject([{ state: 'dismissed' }]);
  });

  it('of a newer revision pauses the projection right there, without a count', async () => {
    const own = project();
    await scene.count(own, 1);
    const newer = await scene.count(own, 10, 2);
    await scene.count(own, 100);
    await expect(projector.catchUp(TENANT)).rejects.toMatchObject({
      name: 'UnknownRevision',
      position: newer.position,
    });
    expect(await failed()).toEqual([]);
    const seen = await read(own, 'eventual');
    expect(seen).toMatchObject({ value: [{ total: 1 }], position: newer.position - 1, setAside: null });
    await expect(read(own)).rejects.toThrow(ProjectionBehind);
    const knowing = new Projector(
      { ...projector.projection, revisions: { 'probe.counted': 2 } },
      scene.db.database.project,
    );
    await knowing.catchUp(TENANT);
    expect((await read(own)).value).toMatchObject([{ total: 111 }]);
  });
});
