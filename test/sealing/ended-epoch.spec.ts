import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTenant } from '../../src/database/connection.js';
import { beginEpoch } from '../../src/eventstore/begin-epoch.js';
import { leafOf } from '../../src/eventstore/leaf-row.js';
import { checkWholeLog } from '../../src/sealing/self-check.js';
import { readLeafRows } from '../../src/sealing/tree-rows.js';
import { CompactRange } from '../../src/transparency/compact-range.js';
import { leafHash } from '../../src/transparency/leaf.js';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { createSealingScene, ORIGIN, type SealingScene, TENANT } from './scene.js';

const SEALED = 300;
const ALL = 320;
const NEXT = 2 ** 32;

describe('An epoch that was ended with events that no checkpoint covers', () => {
  let s: SealingScene;
  beforeAll(async () => {
    s = await createSealingScene();
    await s.append(SEALED);
    await s.seal();
    await s.append(ALL - SEALED);
    const rows = await inTenant(s.db.database.read, TENANT, 'read', (sql) =>
      readLeafRows(sql, TENANT, 0, ALL),
    );
    const range = new CompactRange();
    for (const row of rows) range.append(leafHash(leafOf(ORIGIN, row)));
    const previous = {
      epoch: 0,
      origin: ORIGIN,
      events: ALL,
      root: range.root().toString('base64'),
      checkpoint: null,
    };
    const event = {
      type: 'log.epoch_begun',
      revision: 1,
      payload: { epoch: 1, origin: `${ORIGIN}/1`, previous },
    };
    const write = { stream: { type: 'log', id: TENANT }, expected: 0, events: [event], project: null };
    const request = { tenant: TENANT, context: CONTEXT, writes: [write] };
    await beginEpoch(s.db.database.append, request, `${ORIGIN}/1`, ALL);
    await s.seal(s.freshSealer());
    for (const table of ['eventstore.events', 'eventstore.event_private'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    for (const table of ['events', 'event_private'])
      await s.db.admin.unsafe(`CREATE TABLE public.${table} AS SELECT * FROM eventstore.${table}`);
  });
  afterAll(async () => s.close());

  const insertAt = (position: number): string => `INSERT INTO eventstore.events
    SELECT (jsonb_populate_record(e, jsonb_build_object('position', ${position}, 'sequence', 999999))).*
    FROM eventstore.events e WHERE position = 5`;
  const at = (position: number): string => `WHERE position = ${position}`;

  it.each<[string, string, string, number]>([
    ['an event put right behind its end', insertAt(ALL), 'beyond_head', ALL],
    ['an event put between the epochs', insertAt(5000), 'beyond_head', 5000],
    ['an event put right before the next', insertAt(NEXT - 1), 'beyond_head', NEXT - 1],
    [
      'an unsealed event altered',
      `UPDATE eventstore.events SET actor_id = 'x' ${at(310)}`,
      'altered',
      SEALED,
    ],
    [
      'an unsealed event made unreadable',
      `UPDATE eventstore.events SET epoch = -1 ${at(310)}`,
      'altered',
      310,
    ],
    ['an unsealed event deleted', `DELETE FROM eventstore.events ${at(310)}`, 'missing', 310],
    [
      'the end cut off',
      `DELETE FROM eventstore.events WHERE position BETWEEN 315 AND ${ALL}`,
      'missing',
      315,
    ],
    [
      'an unsealed payload altered',
      `UPDATE eventstore.events SET payload = payload || ' ' ${at(310)}`,
      'payload',
      310,
    ],
    ['a private part deleted', `DELETE FROM eventstore.event_private ${at(310)}`, 'private_part', 310],
  ])('shows %s', async (_, statement, what, position) => {
    expect(await checkWholeLog(s.db.database.read, TENANT)).toEqual([]);
    try {
      await s.db.admin.unsafe(statement);
      const [first] = await checkWholeLog(s.db.database.read, TENANT);
      expect(first).toMatchObject({ what, position });
    } finally {
      for (const table of ['events', 'event_private'])
        await s.db.admin.unsafe(
          `DELETE FROM eventstore.${table}; INSERT INTO eventstore.${table} SELECT * FROM public.${table}`,
        );
    }
  });
});
