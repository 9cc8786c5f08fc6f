import { Session } from 'node:inspector/promises';
import { ownStore } from './append/own-store.mjs';
import { partsOf } from './append/parts.mjs';
import { withCpu } from './support/cpu.mjs';
import { keepInFlight } from './support/in-flight.mjs';
import { median } from './support/rounds.mjs';
import { superuserPool, withServer } from './support/server.mjs';

const IN_FLIGHT = 256;
const SAMPLE_EVERY_US = 200;
const SERVER = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' };
const STATEMENTS = `
  SELECT regexp_replace(query, '\\s+', ' ', 'g') AS query, sum(total_exec_time) * 1000 AS us FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY 1`;

/** The statements of eventstore.append_v3, by how they begin; what is left of the call is the last one. */
const PARTS = [
  ['the event and its five indexes', 'INSERT INTO eventstore.events'],
  ['idempotency key: insert', 'INSERT INTO eventstore.idempotency'],
  ['idempotency key: look-up', 'FROM eventstore.idempotency'],
  ['newest sequence of each stream', 'newest := ARRAY'],
  ['private part', 'INSERT INTO eventstore.event_private'],
  ['head: lock and update', 'eventstore.log_head h'],
];
const CALL = 'SELECT eventstore.append_v3';

/** What an event costs in CPU at 256 in flight, part by part, in this process and in PostgreSQL. */
export default async function appendCost({ rounds, seconds, say }) {
  return await withServer(async (server) => {
    const admin = await superuserPool(server.superuser, server.base.database, 1);
    await admin.unsafe('CREATE EXTENSION pg_stat_statements');
    const own = await ownStore(server.base);
    await keepInFlight(IN_FLIGHT, seconds, own.appender());
    const measured = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`round ${round} of ${rounds} ...`);
      measured.push(await measure(server, admin, own, seconds));
    }
    await Promise.all([own.close(), admin.end()]);
    const settings = { rounds, seconds, inFlight: IN_FLIGHT, postgres: server.version };
    return { settings, tables: [tableOf('node', measured), tableOf('server', measured)] };
  }, SERVER);
}

async function measure(server, admin, own, seconds) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await admin.unsafe('SELECT pg_stat_statements_reset()');
  await session.post('Profiler.start');
  const used = await withCpu(server.pid, () => keepInFlight(IN_FLIGHT, seconds, own.appender()));
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const { done } = used.result;
  const statements = statementParts(await admin.unsafe(STATEMENTS));
  return {
    node: { parts: new Map(partsOf(profile, used.node / done)), all: used.node / done },
    server: { parts: eachOf(statements, done), all: used.server / done },
  };
}

function statementParts(rows) {
  const parts = new Map();
  const add = (name, us) => parts.set(name, (parts.get(name) ?? 0) + us);
  for (const { query, us } of rows) {
    if (query.startsWith(CALL)) add('rest of the function', us);
    const part = PARTS.find(([, text]) => query.includes(text));
    if (!part || query.startsWith(CALL)) continue;
    add(part[0], us);
    add('rest of the function', -us);
  }
  return parts;
}

function eachOf(parts, events) {
  return new Map([...parts].map(([name, us]) => [name, us / events]));
}

const TITLES = {
  node: 'Node: us of CPU an event, with the profiler',
  server:
    'PostgreSQL: us an event in each statement, waits included; the last line is its CPU, all processes',
};

function tableOf(side, measured) {
  const names = [...new Set(measured.flatMap((round) => [...round[side].parts.keys()]))];
  const rows = names
    .map((name) => [name, median(measured.map((round) => round[side].parts.get(name) ?? 0))])
    .sort((one, other) => other[1] - one[1]);
  rows.push(['all CPU', median(measured.map((round) => round[side].all))]);
  return { title: TITLES[side], columns: ['', 'us'], rows };
}
