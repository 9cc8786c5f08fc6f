import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  binaryBigints,
  binaryBooleans,
  binaryBytes,
  binaryIntegers,
  binaryTexts,
} from '../../src/database/binary-array.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  await db.close();
});

/** The elements as the server reads them. */
async function read(type: string, array: Buffer): Promise<unknown> {
  const rows = await db.admin.unsafe<{ elements: unknown }[]>(
    `SELECT coalesce(json_agg(e ORDER BY ord), '[]') AS elements FROM unnest($1::${type}[]) WITH ORDINALITY u (e, ord)`,
    [array],
    { prepare: true },
  );
  return rows[0]?.elements;
}

it('texts', async () => {
  const texts = ['', 'plain', null, 'NULL', '{"a": "b,c\\\\"}', 'Grüße 🌍', '\n\t\u0001', null];
  expect(await read('text', binaryTexts(texts))).toEqual(texts);
});

it('bytes', async () => {
  const bytes = [new Uint8Array([0, 255, 92]), null, new Uint8Array(0), Buffer.from('de', 'hex')];
  expect(await read('bytea', binaryBytes(bytes))).toEqual(['\\x00ff5c', null, '\\x', '\\xde']);
});

it('integers', async () => {
  const integers = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)];
  expect(await read('integer', binaryIntegers(integers))).toEqual(integers);
});

it('bigints', async () => {
  const bigints = [
    0,
    1,
    -1,
    2 ** 32,
    2 ** 32 - 1,
    -(2 ** 32),
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ];
  expect(await read('bigint', binaryBigints(bigints))).toEqual(bigints);
});

it('booleans', async () => {
  expect(await read('boolean', binaryBooleans([true, false]))).toEqual([true, false]);
});

it('empty ones', async () => {
  expect(await read('text', binaryTexts([]))).toEqual([]);
  expect(await read('bigint', binaryBigints([]))).toEqual([]);
});
