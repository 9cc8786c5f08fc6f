import { randomBytes, randomUUID } from 'node:crypto';
import { built } from '../support/dist.mjs';
import { payloadOf, STREAMS_PER_LANE } from './payload.mjs';

const BATCH = 500;
const LANES = 256;

const COLUMNS = [
  { name: 'event_id', type: 'uuid', value: () => randomUUID() },
  {
    name: 'aggregate_id',
    type: 'text',
    value: (row) => `chk_bench/itm_${row % LANES}_${((row / LANES) % STREAMS_PER_LANE) | 0}`,
  },
  { name: 'project', type: 'text', value: (row) => `prj_${row % 50}` },
  { name: 'request_id', type: 'text', value: (row) => `request-${row}` },
  { name: 'nonce', type: 'bytea', value: () => randomBytes(16) },
  { name: 'payload', type: 'text', value: (row) => JSON.stringify(payloadOf(row % LANES, row)) },
  { name: 'payload_salt', type: 'bytea', value: () => randomBytes(32) },
  { name: 'payload_commitment', type: 'bytea', value: () => randomBytes(32) },
  { name: 'private_commitment', type: 'bytea', value: () => randomBytes(32) },
];

const names = COLUMNS.map(({ name }) => name).join(', ');
const arrays = COLUMNS.map(({ type }, index) => `$${index + 2}::${type}[]`).join(', ');

// What is the same in all rows is written as a constant, since that costs less: the floor is what is cheapest.
const INSERT = `
  INSERT INTO bench.floor (tenant, position, epoch, aggregate_type, sequence, event_type, revision, actor_id, actor_kind,
    credential_id, auth_method, outcome, created_at, source, correlation_id, ${names})
  SELECT 'default', $1::bigint + ord, 0, 'item', $1::bigint + ord, 'item.checked', 1, 'mem_0r8sk2v9x1q4w7zt', 'human',
    'key_3kq0v9m2p5s8x1bt', 'api_key', 'success', clock_timestamp(), 'api', '4bf92f3577b34da6a3ce929d0e0e4736', ${names}
  FROM unnest(${arrays}) WITH ORDINALITY e (${names}, ord)`;

/**
 * What PostgreSQL takes at best: plain inserts into a table with the columns, checks and indexes of the log, without a
 * lock, an expectation or a private part. The values are made beforehand, so the client's part is small as well.
 */
export async function floorTable(sql) {
  const { byteaArray, textArray } = await built('database/array-literal.js');
  await sql.unsafe('CREATE SCHEMA bench; CREATE TABLE bench.floor (LIKE eventstore.events INCLUDING ALL)');
  const literals = (rows) =>
    COLUMNS.map(({ type, value }) => {
      const values = Array.from({ length: rows }, (_, row) => value(row));
      return type === 'bytea' ? byteaArray(values) : textArray(values);
    });
  const [many, one] = [literals(BATCH), literals(1)];
  let position = 0;
  const inserter = (on, values, rows) => async () => {
    const first = position;
    position += rows;
    await on.unsafe(INSERT, [first, ...values], { prepare: true });
    return rows;
  };
  return { batches: (on) => inserter(on, many, BATCH), single: (on) => inserter(on, one, 1) };
}
