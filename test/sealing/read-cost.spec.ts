import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTenant, openPool, serviceTarget, type TransactionSql } from '../../src/database/connection.js';
import { planExport } from '../../src/sealing/export/plan.js';
import { readTrees } from '../../src/sealing/tree-rows.js';
import { WHOLE } from '../verifier/export-scene.js';
import { createSealingScene, type SealingScene, TENANT } from './scene.js';

const EVENTS = 600;
const READS = 10;

describe('What is read of a log, however long it is', () => {
  let scene: SealingScene;
  beforeAll(async () => {
    scene = await createSealingScene();
    await scene.append(EVENTS / 2);
    await scene.seal();
    await scene.append(EVENTS / 2);
    await scene.db.database.close();
  });
  afterAll(async () => scene.close());

  /** Rows of the log that the work reads, done several times by a role that row level security binds. */
  const readBy = async (work: (sql: TransactionSql) => Promise<void>): Promise<number> => {
    const before = await rowsRead();
    const pool = openPool(serviceTarget(scene.db.base, 'read'), { application: 'clearance read', max: 1 });
    for (let read = 0; read < READS; read += 1) await inTenant(pool, TENANT, 'read', work);
    await pool.end();
    return (await rowsRead()) - before;
  };

  it('for how it stands: one event', async () => {
    const rows = await readBy(async (sql) => {
      const [tree] = await readTrees(sql, TENANT);
      expect(tree).toMatchObject({ size: EVENTS / 2, nextPosition: EVENTS });
      expect(tree?.lagSeconds).toBeGreaterThan(0);
    });
    expect(rows).toBe(READS);
  });

  it('for where a period begins: as many as the log can be halved', async () => {
    const rows = await readBy(async (sql) => {
      const plan = await planExport(sql, TENANT, { ...WHOLE, from: '2000-01-01T00:00:00.000000Z' });
      expect(plan).toMatchObject({ first: 0, end: EVENTS / 2 });
    });
    expect(rows).toBeLessThanOrEqual(READS * (2 + Math.ceil(Math.log2(EVENTS))));
  });

  /** Rows of the log that were read so far. A connection says it when it ends, so this waits until the pools' have. */
  const rowsRead = async (): Promise<number> => {
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
  };
});
