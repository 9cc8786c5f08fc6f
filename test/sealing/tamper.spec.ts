import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWholeLog, SelfCheck } from '../../src/sealing/self-check.js';
import type { Finding } from '../../src/sealing/check-log.js';
import { createSealingScene, type SealingScene, TENANT } from './scene.js';

const SIZE = 700;
const AT = 300;

/** Another value of the column's type that its checks allow; a column without one here breaks this test. */
const OTHER: Readonly<Record<string, string>> = {
  tenant: `'other'`,
  position: '999999',
  epoch: 'epoch + 1',
  event_id: 'gen_random_uuid()',
  aggregate_type: `aggregate_type || 'x'`,
  aggregate_id: `aggregate_id || 'x'`,
  sequence: 'sequence + 100000',
  event_type: `event_type || 'x'`,
  revision: 'revision + 1',
  project: `coalesce(project, '') || 'x'`,
  actor_id: `actor_id || 'x'`,
  actor_kind: `'human'`,
  credential_id: 'NULL',
  auth_method: 'NULL',
  outcome: `'refused'`,
  created_at: `created_at + interval '1 microsecond'`,
  source: `'cli'`,
  request_id: 'NULL',
  correlation_id: `correlation_id || 'x'`,
  causation_id: `'x'`,
  nonce: `decode(repeat('00', 16), 'hex')`,
  payload: `payload || ' '`,
  payload_salt: 'sha256(payload_salt)',
  payload_commitment: 'sha256(payload_commitment)',
  private_commitment: `sha256('x')`,
};

describe('A log that somebody with every right has altered', () => {
  let s: SealingScene;
  let columns: string[];
  beforeAll(async () => {
    s = await createSealingScene();
    await s.append(SIZE);
    await s.seal();
    for (const table of ['eventstore.events', 'eventstore.event_private', 'sealing.trees', 'sealing.tiles'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    const rows = await s.db.admin<{ column_name: string }[]>`
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = 'eventstore' AND table_name = 'events'`;
    columns = rows.map((row) => row.column_name);
    for (const table of ['events', 'event_private', 'log_head'])
      await s.db.admin.unsafe(`CREATE TABLE public.${table} AS SELECT * FROM eventstore.${table}`);
    for (const table of ['trees', 'tiles', 'edges'])
      await s.db.admin.unsafe(`CREATE TABLE public.${table} AS SELECT * FROM sealing.${table}`);
  });
  afterAll(async () => s.close());

  /** What is found after the statements; then everything is as it was. */
  const findings = async (...statements: string[]): Promise<Finding[]> => {
    expect(await checkWholeLog(s.db.database.read, TENANT)).toEqual([]);
    try {
      for (const statement of statements)
        expect((await s.db.admin.unsafe(`${statement} RETURNING 1`)).length, statement).toBeGreaterThan(0);
      return await checkWholeLog(s.db.database.read, TENANT);
    } finally {
      for (const [schema, tables] of [
        ['eventstore', ['events', 'event_private', 'log_head']],
        ['sealing', ['trees', 'tiles', 'edges']],
      ] as const)
        for (const table of tables)
          await s.db.admin.unsafe(
            `DELETE FROM ${schema}.${table}; INSERT INTO ${schema}.${table} SELECT * FROM public.${table}`,
          );
    }
  };

  it('shows each altered column of the event table, at its position; a new column has to be covered', async () => {
    expect(columns.toSorted()).toEqual(Object.keys(OTHER).toSorted());
    for (const column of columns) {
      const [first] = await findings(
        `UPDATE eventstore.events SET ${column} = ${OTHER[column]} WHERE position = ${AT}`,
      );
      expect({ column, position: first?.position }).toEqual({ column, position: AT });
    }
  });

  it('shows a payload that other readers would take for the same', async () => {
    const edit = `replace(payload, '1', '1.0')`;
    expect(await findings(`UPDATE eventstore.events SET payload = ${edit} WHERE position = ${AT}`)).toEqual([
      { what: 'payload', position: AT, detail: expect.any(String) },
    ]);
  });

  it.each([
    ['changed', `UPDATE eventstore.event_private SET body = '{"reason":"x"}' WHERE position = ${AT}`],
    ['with another salt', `UPDATE eventstore.event_private SET salt = sha256(salt) WHERE position = ${AT}`],
    ['deleted', `DELETE FROM eventstore.event_private WHERE position = ${AT}`],
    ['moved', `UPDATE eventstore.event_private SET position = ${AT + 1} WHERE position = ${AT}`],
  ])('shows a private part that was %s', async (_, statement) => {
    const [first] = await findings(statement);
    expect(first).toMatchObject({ what: 'private_part', position: AT });
  });

  it('shows a private part that was added', async () => {
    const [first] = await findings(
      `INSERT INTO eventstore.event_private SELECT tenant, ${AT + 1}, salt, body FROM eventstore.event_private WHERE position = ${AT}`,
    );
    expect(first).toMatchObject({ what: 'private_part', position: AT + 1 });
  });

  const shifted = (from: number): string[] => [
    `UPDATE eventstore.events SET position = position + 100000 WHERE position >= ${from}`,
    `UPDATE eventstore.events SET position = position - 99999 WHERE position >= 100000`,
  ];
  const back = (from: number): string[] => [
    `UPDATE eventstore.events SET position = position + 100000 WHERE position > ${from}`,
    `UPDATE eventstore.events SET position = position - 100001 WHERE position >= 100000`,
  ];
  const insertAt = (position: number) => `INSERT INTO eventstore.events
    SELECT (jsonb_populate_record(e, jsonb_build_object('position', ${position}, 'sequence', 999999))).*
    FROM eventstore.events e WHERE position = 5`;

  it.each<[string, string[], number]>([
    ['an event deleted', [`DELETE FROM eventstore.events WHERE position = ${AT}`], AT],
    ['the first event deleted', ['DELETE FROM eventstore.events WHERE position = 0'], 0],
    [
      'an event deleted and the gap closed',
      [`DELETE FROM eventstore.events WHERE position = ${AT}`, ...back(AT)],
      AT,
    ],
    ['an event inserted and the others moved on', [...shifted(AT), insertAt(AT)], AT],
    [
      'two events swapped',
      [
        `UPDATE eventstore.events SET position = -position WHERE position IN (${AT}, ${AT + 20})`.replace(
          '-position',
          'position + 100000',
        ),
        `UPDATE eventstore.events SET position = CASE position WHEN ${AT + 100000} THEN ${AT + 20} ELSE ${AT} END WHERE position > 100000`,
      ],
      AT,
    ],
    ['all events shifted', shifted(0), 0],
    ['the end cut off', [`DELETE FROM eventstore.events WHERE position >= ${AT}`], AT],
    [
      'the end cut off and the head set back',
      [
        `DELETE FROM eventstore.events WHERE position >= ${AT}`,
        `UPDATE eventstore.log_head SET next_position = ${AT}`,
      ],
      AT,
    ],
    ['everything gone', ['DELETE FROM eventstore.events'], 0],
    ['an event put behind the end', [insertAt(SIZE + 3)], SIZE + 3],
    [
      'a tile of leaves changed',
      [
        `UPDATE sealing.tiles SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 255) WHERE level = 0 AND tile = 1`,
      ],
      256,
    ],
    ['a tile gone', ['DELETE FROM sealing.tiles WHERE level = 0 AND tile = 1'], 256],
  ])('shows %s', async (_, statements, position) => {
    const [first] = await findings(...statements);
    expect(first?.position).toBe(position);
  });

  it.each([
    [
      'a tile above',
      `UPDATE sealing.edges SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 255) WHERE level = 1`,
      'tile',
    ],
    ['the root', `UPDATE sealing.trees SET root = sha256('x')`, 'root'],
    [
      'the checkpoint',
      `UPDATE sealing.trees SET checkpoint = replace(checkpoint, '700', '701')`,
      'checkpoint',
    ],
  ])('shows a change of %s', async (_, statement, what) => {
    expect((await findings(statement)).map((finding) => finding.what)).toContain(what);
  });

  it('is found in the background, each finding once, with its position', async () => {
    await s.db.admin.unsafe(
      `UPDATE eventstore.events SET actor_id = 'x' WHERE position IN (${AT}, ${AT + 1})`,
    );
    const told: Finding[] = [];
    const errors: unknown[] = [];
    const check = new SelfCheck(s.db.database.read, async () => [TENANT], 0.9, {
      found: async (_tenant, _origin, finding) => void told.push(finding),
      failed: (error) => void errors.push(error),
    });
    check.start();
    await expect.poll(() => check.stateOf(TENANT)?.passes).toBe(1);
    await check.stop();
    expect(errors).toEqual([]);
    expect(told.map(({ position, what }) => ({ position, what }))).toEqual([
      { position: AT, what: 'altered' },
      { position: AT + 1, what: 'altered' },
    ]);
    expect(check.stateOf(TENANT)).toMatchObject({ done: 3, total: 3, findings: told });
  });
});
