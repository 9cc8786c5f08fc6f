import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConnectionTarget,
  openPool,
  type PoolOptions,
  type Sql,
} from '../../src/database/connection.js';
import { failureCode } from '../../src/database/failures.js';
import { quoteName } from '../../src/database/setup/init.js';
import { commitBatch } from '../../src/eventstore/postgres-append.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const APPLICATION = `exhausted ${randomUUID()}`;

let db: TestDatabase;
const pools: Sql[] = [];
const roles: string[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end({ timeout: 1 })));
});
afterAll(async () => {
  for (const role of roles)
    await db.admin.unsafe(`DROP OWNED BY ${quoteName(role)}; DROP ROLE ${quoteName(role)}`);
  await db.close();
});

function open(max: number, options: Partial<PoolOptions> = {}, target = db.superuser): Sql {
  const pool = openPool(target, { application: APPLICATION, max, ...options });
  pools.push(pool);
  return pool;
}

async function endSleepers(): Promise<void> {
  await db.admin`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = ${APPLICATION} AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()`;
}

const codeOf = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'answered', failureCode);

/** A login of a test's own that may have so many connections. */
async function limited(connections: number): Promise<ConnectionTarget> {
  const user = `exhausted_${randomBytes(6).toString('hex')}`;
  roles.push(user);
  await db.admin.unsafe(
    `CREATE ROLE ${quoteName(user)} LOGIN PASSWORD 'of a test' CONNECTION LIMIT ${connections}`,
  );
  await db.admin.unsafe(
    `GRANT CONNECT ON DATABASE ${quoteName(db.superuser.database)} TO ${quoteName(user)}`,
  );
  return { ...db.superuser, user, password: 'of a test' };
}

describe('a pool whose connections are all in use', () => {
  it('refuses who waits while none is given back, and serves again when one is', async () => {
    const pool = open(2, { placeTimeoutMs: 300 });
    const held = [1, 2].map(() => codeOf(pool`SELECT pg_sleep(600)`));
    expect(await codeOf(pool`SELECT 1`)).toBe('CONNECT_TIMEOUT');
    await endSleepers();
    expect(await Promise.all(held)).toEqual(['57P01', '57P01']);
    expect(await pool`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it('lets who waits wait on while the others get on, longer than that', async () => {
    const pool = open(1, { placeTimeoutMs: 2_000 });
    const started = performance.now();
    const asked = await Promise.all(Array.from({ length: 25 }, () => codeOf(pool`SELECT pg_sleep(0.1)`)));
    expect(new Set(asked)).toEqual(new Set(['answered']));
    expect(performance.now() - started).toBeGreaterThan(2_400);
  });
});

describe('a server that has no room for more connections', () => {
  it('is asked over those that the pool has', async () => {
    const pool = open(4, {}, await limited(1));
    const asked = await Promise.all(Array.from({ length: 12 }, (_, n) => pool`SELECT ${n}::integer AS n`));
    expect(asked.map(([row]) => row?.['n'])).toEqual([...asked.keys()]);
  });

  it('is found with room again', async () => {
    const target = await limited(1);
    const pool = open(2, {}, target);
    const ask = async (): Promise<number> => {
      const rows = await Promise.all([1, 2].map(() => pool`SELECT pg_backend_pid() AS pid, pg_sleep(0.05)`));
      return new Set(rows.map(([row]) => row?.['pid'])).size;
    };
    expect(await ask()).toBe(1);
    await db.admin.unsafe(`ALTER ROLE ${quoteName(target.user)} CONNECTION LIMIT 2`);
    await expect.poll(ask, { timeout: 20_000 }).toBe(2);
  });

  it('makes an append say soon that nothing was done', async () => {
    const pool = open(2, {}, await limited(0));
    const started = performance.now();
    const told = await commitBatch(pool, 'default', []).catch((error: unknown) => error);
    expect(told).toMatchObject({ name: 'StoreUnavailable', outcome: 'not_done' });
    // An append whose outcome is unknown is tried for 5 s.
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe('a server that does not answer', () => {
  it('is left: what was asked is rejected, and asked anew on another connection', async () => {
    const pool = open(1, { answerTimeoutMs: 400 });
    expect(await codeOf(pool`SELECT pg_sleep(600)`)).toBe('CONNECTION_CLOSED');
    expect(await pool`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    await endSleepers();
  });

  it('is told from one that answers statement after statement', async () => {
    const pool = open(1, { answerTimeoutMs: 2_000 });
    const answered = await pool.begin(async (sql) =>
      Promise.all(Array.from({ length: 25 }, () => sql`SELECT pg_sleep(0.1)`)),
    );
    expect(answered).toHaveLength(25);
  });
});
