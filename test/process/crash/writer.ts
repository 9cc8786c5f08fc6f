import { randomInt } from 'node:crypto';
import type { ConnectionTarget } from '../../../src/database/connection.js';
import { Database } from '../../../src/database/database.js';
import { PostgresEventStore } from '../../../src/eventstore/postgres-eventstore.js';
import { appendAndHear, markedAppend, sequenceOf } from './appenders.js';
import type { WriterLine } from './writer-process.js';

// A process that appends to streams which others write to as well, and says a line about every append, until it is killed.
const { target, name, streams } = JSON.parse(process.argv[2] ?? '{}') as {
  target: ConnectionTarget;
  name: string;
  streams: number;
};
const database = Database.open(target);
const store = new PostgresEventStore(database.append, database.read);

async function write(lane: number): Promise<never> {
  for (let round = 0; ; round += 1) {
    const stream = { type: 'item', id: `chk_1/itm_${randomInt(streams)}` };
    const append = markedAppend(`${name}-${lane}-${round}`, stream, await sequenceOf(store, stream));
    const told = await appendAndHear(store, append);
    const places = told.kind === 'appended' ? told.events.map(({ position, id }) => ({ position, id })) : [];
    const line: WriterLine = { kind: told.kind, places };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

await Promise.all([write(1), write(2)]);
