import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/database/connection.js';
import { failureCode } from '../../src/database/failures.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const PLACES = 2;

let db: TestDatabase;
let pool: Sql;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterEach(async () => pool.end({ timeout: 1 }));
afterAll(async () => db.close());

function open(): Sql {
  pool = openPool(db.superuser, { application: 'lost connections', max: PLACES });
  return pool;
}

async function endBackends(): Promise<void> {
  await db.admin`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lost connections'`;
}

/** A transaction whose connection the server ends in the middle of a statement. */
async function loseTransaction(): Promise<unknown> {
  const lost = pool.begin(async (sql) => {
    await sql`SELECT 1`;
    const waiting = sql.unsafe('SELECT pg_sleep(60)');
    await endBackends();
    await waiting;
  });
  return await lost.then(
    () => 'it ended in order',
    (error: unknown) => failureCode(error),
  );
}

describe('a pool whose connections are lost', () => {
  it('reads as before, however often it happens inside transactions', async () => {
    open();
    for (let loss = 0; loss < 2 * PLACES + 1; loss += 1) {
      expect(await loseTransaction()).toMatch(/^(57P01|CONNECTION_CLOSED|ECONNRESET|EPIPE)$/);
      const answers = await Promise.all(
        Array.from({ length: 3 * PLACES }, (_, n) => pool.look((sql) => sql`SELECT ${n}::integer AS n`)),
      );
      expect(answers.map(([row]) => row?.['n'])).toEqual([...answers.keys()]);
    }
  });

  it('rejects what is under way on them, and takes what comes next', async () => {
    open();
    const waiting = Array.from({ length: PLACES }, () => pool`SELECT pg_sleep(60)`);
    const settled = Promise.allSettled(waiting);
    await expect
      .poll(
        async () =>
          (
            await db.admin`SELECT 1 FROM pg_stat_activity
          WHERE application_name = 'lost connections' AND wait_event = 'PgSleep'`
          ).length,
      )
      .toBe(PLACES);
    await endBackends();
    expect((await settled).map(({ status }) => status)).toEqual(waiting.map(() => 'rejected'));
    expect(await pool`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it('listens again', async () => {
    open();
    const heard: string[] = [];
    await pool.listen('lost_connections', (text) => heard.push(text));
    await endBackends();
    await expect
      .poll(async () => {
        await db.admin`SELECT pg_notify('lost_connections', 'after the loss')`;
        return heard;
      })
      .toContain('after the loss');
  });
});
