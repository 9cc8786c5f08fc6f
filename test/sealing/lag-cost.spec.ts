import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTenant, openPool, serviceTarget } from '../../src/database/connection.js';
import { readTrees } from '../../src/sealing/tree-rows.js';
import { createSealingScene, type SealingScene, TENANT } from './scene.js';

const EVENTS = 600;
const READS = 10;

let scene: SealingScene;
beforeAll(async () => {
  scene = await createSealingScene();
});
afterAll(async () => scene.close());

it('how a log stands is read from one event of it, however long it is', async () => {
  const { db } = scene;
  await scene.append(EVENTS);
  await db.database.close();
  const before = await rowsRead();
  const pool = openPool(serviceTarget(db.base, 'seal'), { application: 'clearance seal', max: 1 });
  for (let read = 0; read < READS; read += 1) {
    const [tree] = await inTenant(pool, TENANT, 'read', (sql) => readTrees(sql, TENANT));
    expect(tree).toMatchObject({ size: 0, nextPosition: EVENTS });
    expect(tree?.lagSeconds).toBeGreaterThan(0);
  }
  await pool.end();
  expect((await rowsRead()) - before).toBe(READS);
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
