import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '../../dist/database/connection.js';
import { Database, setUpDatabase } from '../../dist/database/database.js';
import { startEmbeddedPostgres } from '../../dist/database/embedded/embedded-postgres.js';
import { PostgresEventStore } from '../../dist/eventstore/postgres-eventstore.js';

export const TENANT = 'default';
export const ORIGIN = 'bench.clearance/log/default';

/** An embedded server with an empty log, in a folder of its own that `close` takes away. */
export async function openBench() {
  const folder = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: folder });
  const target = { host: server.socketDir, port: server.port, ssl: false };
  const setup = { ...target, database: 'postgres', ...server.superuser };
  const base = { ...target, database: 'bench', user: 'bench', password: 'of the benchmark alone' };
  await setUpDatabase(setup, base);
  const database = Database.open(base);
  const store = new PostgresEventStore(database.append, database.read);
  await store.createTenant(TENANT, ORIGIN);
  const admin = openPool({ ...setup, database: 'bench' }, { application: 'bench', max: 1 });
  return {
    folder,
    base,
    database,
    store,
    admin,
    close: async () => {
      await Promise.all([database.close(), admin.end({ timeout: 3 })]);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const CONTEXT = {
  actor: { id: 'mem_0123456789abcdefghjk', kind: 'human' },
  credentialId: 'key_0123456789abcdefghjk',
  authMethod: 'api_key',
  source: 'api',
  requestId: 'req_0123456789abcdefghjk',
  correlationId: '0123456789abcdef0123456789abcdef',
  causationId: null,
};

let streams = 0;

/** Appends one event of about 300 bytes, with a private part, to a stream of its own; gives its position. */
export async function appendOne(store, events = 1) {
  const payload = {
    project_key: 'shop',
    title: 'Test the restore',
    wording_hash: 'ab'.repeat(32),
    after: { status: 'checked' },
  };
  const event = {
    type: 'item.checked',
    revision: 1,
    payload,
    private: { reason: 'the drill took twelve minutes' },
  };
  const stream = { type: 'item', id: `chk_1/itm_${(streams += 1)}` };
  const write = {
    stream,
    expected: 0,
    events: Array.from({ length: events }, () => event),
    project: 'prj_1',
  };
  const appended = await store.append({ tenant: TENANT, context: CONTEXT, writes: [write] });
  return appended.events.at(-1).position;
}

/** The value of `--name=…`, as a number. */
export function option(name, otherwise) {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
}

export function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
