import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/database/database.js';
import { ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { ProjectionRegistry } from '../../src/eventstore/projections/projection-registry.js';
import { RebuildLockLost, RebuildRunning } from '../../src/eventstore/projections/rebuild-lock.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

const ROUNDS = 4;

/** A node of the service, as far as projections go. */
interface TestNode {
  readonly database: Database;
  readonly registry: ProjectionRegistry;
  readonly reader: ProjectionReader;
  readonly errors: unknown[];
}

describe('Rebuilds on two nodes', () => {
  let scene: Scene;
  let nodes: TestNode[];
  let name: string;
  let names = 0;

  beforeAll(async () => {
    scene = await createScene();
    for (let n = 0; n < 30; n += 1) await scene.count(`prj_${n % 3}`, n);
  });
  afterAll(async () => scene.close());

  beforeEach(() => {
    names += 1;
    name = `shared${names}`;
  });

  const withNodes = async (work: () => Promise<void>): Promise<void> => {
    nodes = [0, 1].map(() => {
      const database = Database.open(scene.db.base);
      const errors: unknown[] = [];
      const registry = new ProjectionRegistry(database.project, scene.store, (_name, error) =>
        errors.push(error),
      );
      registry.register(sumsProjection({ poisoned: new Set(), refused: new Set() }, name));
      return { database, registry, reader: new ProjectionReader(database.read), errors };
    });
    try {
      await Promise.all(nodes.map(({ registry }) => registry.prepare()));
      await Promise.all(nodes.map(({ registry }) => registry.start()));
      await work();
    } finally {
      await Promise.all(nodes.map(({ registry }) => registry.stop()));
      await Promise.all(nodes.map(({ database }) => database.close()));
    }
  };

  /** Reads both tables in the order opposite to that of the swap, one after the other. */
  const read = ({ reader, registry }: TestNode, project: string) =>
    reader.read(registry.projector(name), TENANT, 'current', async (sql) => {
      const where = `WHERE project = '${project}'`;
      const [entries] = await sql.unsafe(
        `SELECT sum(amount)::integer AS total FROM projections.${name}_v1_entries ${where}`,
      );
      const [sums] = await sql.unsafe(`SELECT total FROM projections.${name}_v1_sums ${where}`);
      return { entries: entries?.['total'], sums: sums?.['total'] };
    });

  const node = (n: number): TestNode => {
    const found = nodes[n % nodes.length];
    if (!found) throw new Error('there are no nodes');
    return found;
  };

  it('go one after the other, while every read is right and none fails', async () => {
    await withNodes(async () => {
      const progress = { isDone: false };
      const use = async (worker: number): Promise<number> => {
        const project = `prj_${name}_${worker}`;
        let total = 0;
        for (let n = 1; !progress.isDone; n += 1) {
          await scene.count(project, n);
          total += n;
          const { value } = await read(node(worker + n), project);
          expect(value).toEqual({ entries: total, sums: total });
        }
        return total;
      };
      const users = [0, 1, 2, 3].map(use);
      const rebuilds = async (): Promise<PromiseSettledResult<unknown>[]> => {
        const said: PromiseSettledResult<unknown>[] = [];
        for (let n = 0; n < ROUNDS; n += 1) {
          said.push(
            ...(await Promise.allSettled(
              nodes.map(({ registry }) =>
                registry.rebuild(name, { fresh: n % 3 === 2, verify: n % 4 === 3 }),
              ),
            )),
          );
          // As a node does that starts meanwhile.
          await node(n).registry.prepare();
        }
        return said;
      };
      const said = await rebuilds().finally(() => {
        progress.isDone = true;
      });
      for (const total of await Promise.all(users)) expect(total).toBeGreaterThan(0);
      const refused = said.filter(({ status }) => status === 'rejected');
      for (const { reason } of refused as PromiseRejectedResult[])
        expect(reason).toBeInstanceOf(RebuildRunning);
      expect(said.length - refused.length).toBeGreaterThanOrEqual(ROUNDS);
      expect(nodes.flatMap(({ errors }) => errors)).toEqual([]);
      const left = await scene.db
        .admin`SELECT relname FROM pg_class WHERE relname LIKE ${`${name}%rebuild%`}`;
      expect([...left]).toEqual([]);
    });
  }, 30_000);

  it('are refused while one runs elsewhere, and go on when its node is lost', async () => {
    await withNodes(async () => {
      await read(node(0), 'prj_0');
      const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const first = node(0).registry.rebuild(name, {
        onStep: async (step) => {
          if (step !== 'filled') return;
          reached.resolve();
          await go.promise;
        },
      });
      const outcome = first.catch((error: unknown) => error);
      await reached.promise;
      await expect(node(1).registry.rebuild(name, { fresh: true })).rejects.toThrow(
        `a rebuild of ${name} is running already, on this node or another`,
      );
      await scene.db.admin`SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 4242003 AND database =
          (SELECT oid FROM pg_database WHERE datname = current_database())`;
      expect(await node(1).registry.rebuild(name, {})).toEqual({ differences: [], isSwapped: true });
      await node(1)
        .registry.rebuild(name, {
          onStep: (step) => {
            if (step === 'batch') throw new Error('broken off');
          },
        })
        .catch(() => undefined);
      go.resolve();
      expect(await outcome).toBeInstanceOf(RebuildLockLost);
      expect((await read(node(0), 'prj_0')).value).toEqual({ entries: 135, sums: 135 });
    });
  });

  it('make way for a reader that holds the tables in another order, and swap when it is done', async () => {
    await withNodes(async () => {
      await read(node(0), 'prj_0');
      const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let runs = 0;
      const reading = node(1).reader.read(
        node(1).registry.projector(name),
        TENANT,
        'eventual',
        async (sql) => {
          runs += 1;
          await sql.unsafe(`SELECT count(*) FROM projections.${name}_v1_entries`);
          reached.resolve();
          await go.promise;
          return await sql.unsafe(`SELECT count(*) FROM projections.${name}_v1_sums`);
        },
      );
      await reached.promise;
      const rebuilding = node(0).registry.rebuild(name, {});
      await expect
        .poll(
          () => scene.db.admin`SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
            AND relation = ${`projections.${name}_v1_entries`}::regclass`,
          { interval: 5 },
        )
        .toHaveLength(1);
      go.resolve();
      expect((await reading).value).toHaveLength(1);
      expect(runs).toBe(1);
      expect(await rebuilding).toMatchObject({ isSwapped: true });
    });
  });
});
