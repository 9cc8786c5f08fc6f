import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { ProjectionRegistry } from '../../src/eventstore/projections/projection-registry.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

const EVENTS = 300;

describe('A projection without rows of a long log', () => {
  let scene: Scene;
  let names = 0;

  beforeAll(async () => {
    scene = await createScene();
    for (let n = 0; n < EVENTS; n += 1) await scene.count(`prj_${n % 3}`, 1);
  });
  afterAll(async () => scene.close());

  const node = (fillFrom: number, name: string) => {
    const errors: unknown[] = [];
    const registry = new ProjectionRegistry(
      scene.db.database.project,
      scene.store,
      (_, error) => errors.push(error),
      undefined,
      fillFrom,
    );
    const projector = registry.register(sumsProjection({ poisoned: new Set(), refused: new Set() }, name));
    return { registry, projector, errors };
  };
  const totals = async (name: string, projector: ReturnType<typeof node>['projector']) =>
    (
      await new ProjectionReader(scene.db.database.read).read(projector, TENANT, 'eventual', (sql) =>
        sql.unsafe(`SELECT total FROM projections.${name}_v1_sums`),
      )
    ).value.map((row) => row['total']);
  /** A rebuild swaps: the tables are others than those that were made at first. */
  const relation = async (name: string): Promise<unknown> =>
    (await scene.db.admin.unsafe(`SELECT 'projections.${name}_v1_sums'::regclass::oid AS oid`))[0]?.['oid'];

  it('is filled as by a rebuild, by one of the nodes that start, and each follows the log afterwards', async () => {
    const name = `filled${(names += 1)}`;
    const nodes = [node(100, name), node(100, name), node(100, name)];
    for (const { registry } of nodes) await registry.prepare();
    const made = await relation(name);
    const whileFilling: number[] = [];
    for (const { registry } of nodes) await registry.start();
    await expect
      .poll(() => {
        whileFilling.push(...nodes.flatMap(({ registry }) => [...registry.filling.values()]));
        return Promise.all(nodes.map(({ projector }) => totals(name, projector)));
      })
      .toEqual(nodes.map(() => [100, 100, 100]));
    expect(await relation(name)).not.toBe(made);
    expect(whileFilling.every((share) => share >= 0 && share <= 1)).toBe(true);
    await expect.poll(() => nodes.map(({ registry }) => registry.filling.size)).toEqual([0, 0, 0]);
    await scene.count('prj_0', 1);
    await expect.poll(() => totals(name, nodes[2]!.projector)).toContain(101);
    for (const { registry, errors } of nodes) {
      await registry.stop();
      expect(errors).toEqual([]);
    }
  });

  it('is read by the live worker where the log is short, or part of it was read before', async () => {
    const name = `followed${(names += 1)}`;
    const { registry, projector } = node(10_000, name);
    await registry.prepare();
    const made = await relation(name);
    await registry.start();
    await expect.poll(async () => (await totals(name, projector)).length).toBe(3);
    await registry.stop();
    const again = node(1, name);
    await again.registry.prepare();
    await again.registry.start();
    await again.registry.stop();
    expect(await relation(name)).toBe(made);
  });
});
