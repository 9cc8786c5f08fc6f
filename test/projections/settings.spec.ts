import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ProjectionRegistry,
  UnknownProjection,
} from '../../src/eventstore/projections/projection-registry.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { readProjectionConfig } from '../../src/eventstore/projections/read-settings.js';
import { DEFAULT_SETTINGS } from '../../src/eventstore/projections/settings.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

describe('Settings of a projection', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
    for (let n = 0; n < 40; n += 1) await scene.count('prj_1', 1);
  });
  afterAll(async () => scene.close());

  const noFaults = { poisoned: new Set<number>(), refused: new Set<number>() };
  const total = async (name: string): Promise<unknown> =>
    (await scene.db.admin.unsafe(`SELECT total FROM projections.${name}_v1_sums`))[0]?.['total'];

  it('BulkLimit bounds a batch', async () => {
    const projector = new Projector(sumsProjection(noFaults, 'bulk'), scene.db.database.project, {
      ...DEFAULT_SETTINGS,
      bulkLimit: 7,
    });
    await projector.prepare();
    expect(await projector.batch(TENANT, 'live', 7)).toEqual({ position: 7, more: true, failed: 0 });
    expect(await projector.catchUp(TENANT)).toBe(40);
    expect(await total('bulk')).toBe(40);
  });

  it('TransactionDuration breaks a batch off, and a smaller one goes through', async () => {
    const plain = sumsProjection(noFaults, 'slow');
    const taken: number[] = [];
    const projector = new Projector(
      {
        ...plain,
        // Each event takes 40 ms: 40 of them do not fit.
        needs: (event) => {
          const until = performance.now() + 40;
          while (performance.now() < until);
          return plain.needs(event);
        },
        reduce: (rows, event, referenced) => {
          taken.push(event.position);
          plain.reduce(rows, event, referenced);
        },
      },
      scene.db.database.project,
      { ...DEFAULT_SETTINGS, transactionDuration: 1_400 },
    );
    await projector.prepare();
    const { position, more } = await projector.batch(TENANT, 'live', 40);
    expect([0, 40]).not.toContain(position);
    expect(more).toBe(true);
    expect(taken).toHaveLength(position);
    expect(await projector.catchUp(TENANT)).toBe(40);
    expect(await total('slow')).toBe(40);
  });

  it('TransactionDuration bounds a statement in the database as well', async () => {
    const projector = new Projector(sumsProjection(noFaults, 'stuck'), scene.db.database.project, {
      ...DEFAULT_SETTINGS,
      transactionDuration: 1_000,
    });
    await projector.prepare();
    await scene.db.admin.begin(async (sql) => {
      await sql`LOCK TABLE projections.stuck_v1_sums IN ACCESS EXCLUSIVE MODE`;
      await expect(projector.catchUp(TENANT)).rejects.toThrow('lock timeout');
    });
    expect(await projector.catchUp(TENANT)).toBe(40);
  });

  it('of a projection that there is none of stop the boot', async () => {
    const config = readProjectionConfig(null, { CLEARANCE_PROJECTIONS_CUSTOMIZATIONS_ITMES_BULKLIMIT: '5' });
    const registry = new ProjectionRegistry(scene.db.database.project, scene.store, () => undefined, config);
    registry.register(sumsProjection(noFaults, 'sums'));
    await expect(registry.prepare()).rejects.toThrow(UnknownProjection);
    await expect(registry.prepare()).rejects.toThrow('names "itmes"; the projections are sums');
  });
});
