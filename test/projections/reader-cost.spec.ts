import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool, serviceTarget } from '../../src/database/connection.js';
import { ProjectionReader } from '../../src/eventstore/projections/projection-reader.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

const EVENTS = 400;
const READS = 20;

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => scene.close());

it('a read looks at one event of the log, however long that is', async () => {
  const { db } = scene;
  const projector = new Projector(
    sumsProjection({ poisoned: new Set(), refused: new Set() }),
    db.database.project,
  );
  await projector.prepare();
  await Promise.all(Array.from({ length: EVENTS }, (_, number) => scene.count(`p${number}`, 1)));
  await projector.catchUp(TENANT);
  await db.database.close();
  const before = await rowsRead();
  const pool = openPool(serviceTarget(db.base, 'read'), { application: 'clearance read', max: 2 });
  const reader = new ProjectionReader(pool);
  for (let read = 0; read < READS; read += 1) {
    const { position, asOf } = await reader.read(projector, TENANT, 'current', async () => null);
    expect({ position, asOf: typeof asOf }).toEqual({ position: EVENTS - 1, asOf: 'string' });
  }
  await pool.end();
  expect((await rowsRead()) - before).toBeLessThanOrEqual(READS);
});

/** Rows of the log that were read so far. A connection says it when it ends, so this waits until the pools' have. */
async function rowsRead(): Promise<number> {
  const { admin } = scene.db;
  await expect
    .poll(async () => {
      const [row] = await admin<{ left: number }[]>`
        SELECT count(*)::integer AS left FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'clearance %'`;
      return row?.left;
    })
    .toBe(0);
  const [row] = await admin<{ read: number }[]>`
    SELECT (seq_tup_read + idx_tup_fetch)::bigint AS read FROM pg_stat_user_tables
    WHERE schemaname = 'eventstore' AND relname = 'events'`;
  return row?.read ?? Number.NaN;
}
