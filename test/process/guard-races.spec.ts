import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/database/database.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TENANT, wholeLog } from './crash/appenders.js';
import { checkWhileWaiting } from './guards/late-check.js';
import { gotPast, race } from './guards/races.js';

const RACES = 3_000;
/** The wrong append is caught in one of so many. */
const RACES_TO_CATCH = 300;
/** How fine the races are depends on what else the machine does. */
const MOST_TRIES = 20;

let db: TestDatabase;
let second: Database;
let nodes: [PostgresEventStore, PostgresEventStore];

beforeEach(async () => {
  db = await createTestDatabase();
  second = Database.open(db.base);
  nodes = [
    new PostgresEventStore(db.database.append, db.database.read),
    new PostgresEventStore(second.append, second.read),
  ];
  await nodes[0].createTenant(TENANT, 'clearance.test/log/default');
});
afterEach(async () => {
  await second.close();
  await db.close();
});

describe('a guarded append through one node', () => {
  it('never gets past an unguarded one of its project through another node', async () => {
    const { recorded, refused } = await race(nodes, RACES);
    expect(gotPast(await wholeLog(nodes[0]))).toEqual([]);
    expect(recorded + refused).toBe(RACES);
    // Both came first often enough for it to have been a race.
    expect(Math.min(recorded, refused)).toBeGreaterThan(RACES / 20);
  });

  it('is seen to get past where the guard is checked in the statement that waits for the lock', async () => {
    await checkWhileWaiting(db.admin);
    let caught: readonly string[] = [];
    for (let tries = 0; caught.length === 0 && tries < MOST_TRIES; tries += 1) {
      await race(nodes, RACES_TO_CATCH);
      caught = gotPast(await wholeLog(nodes[0]));
    }
    expect(caught).not.toEqual([]);
  });
});
