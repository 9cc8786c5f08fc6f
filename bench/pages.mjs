import { readFileSync } from 'node:fs';
import { built } from './support/dist.mjs';
import { interleaved, median, ratio } from './support/rounds.mjs';
import { superuserPool, withServer } from './support/server.mjs';

const TENANT = 'default';
/** A page of the API, and the one row more that says whether there is a next. */
const LIMIT = 51;
/** A measurement reads a page so often, or for so long. */
const MOST_READS = 20;
const LONG_ENOUGH_MS = 100;
const FILL = new URL('pages/fill.sql', import.meta.url);
const DAY = 86_400;

/** Every filter of GET /v1/events, and what is often asked for together. */
function filtersOf(events) {
  const time = (share) => new Date(Date.UTC(2024, 0, 1) + Math.floor(events * share) * 1_000).toISOString();
  return {
    none: {},
    'project, of many events': { project: 'prj_0' },
    'project, of few events': { project: 'prj_150' },
    'aggregate type': { aggregateType: 'item' },
    'aggregate type and id': { aggregateType: 'item', aggregateId: 'chk_7/itm_7' },
    'aggregate id alone': { aggregateId: 'chk_7/itm_7' },
    'type, frequent': { types: ['item.checked'] },
    'type, rare': { types: ['item.marked_not_applicable'] },
    'two types': { types: ['item.failed', 'item.unchecked'] },
    'actor, of many events': { actor: 'mem_0' },
    'actor, of few events': { actor: 'mem_45' },
    'origin, frequent': { source: 'api' },
    'origin, none recorded': { source: 'system' },
    'correlation id': { correlationId: `correlation-${Math.floor(events / 4)}` },
    'from and to': { from: time(0.1), to: time(0.9) },
    'project and type': { project: 'prj_20', types: ['item.failed'] },
    'project and actor': { project: 'prj_20', actor: 'mem_10' },
    'project and origin': { project: 'prj_20', source: 'import' },
  };
}

/** The deepest page of the log against the first one, for every filter, both ways. */
export default async function pages({ rounds, events, say }) {
  return await withServer(async (server) => {
    const { Database } = await built('database/database.js');
    const { PostgresEventStore } = await built('eventstore/postgres-eventstore.js');
    const admin = await superuserPool(server.superuser, server.base.database, 1);
    const database = Database.open(server.base);
    const store = new PostgresEventStore(database.append, database.read);
    await store.createTenant(TENANT, 'bench.example.org/log/default');
    say(`making ${events} events ...`);
    await admin.unsafe(readFileSync(FILL, 'utf8'), [events]);
    await admin.unsafe('UPDATE eventstore.log_head SET next_position = $1', [events]);
    await admin.unsafe('VACUUM ANALYZE eventstore.events');
    say(`that is ${Math.floor(events / DAY)} days of a log; reading pages ...`);
    const cases = [];
    for (const [name, filter] of Object.entries(filtersOf(events)))
      for (const order of ['desc', 'asc'])
        for (const [place, query] of await ends(store, filter, order))
          cases.push({ name: `${name}, ${order}, ${place}`, measure: () => measure(store, query) });
    const results = await interleaved(cases, rounds, say);
    await Promise.all([database.close(), admin.end()]);
    return reportOf(results, filtersOf(events), { rounds, events, rows: LIMIT, postgres: server.version });
  });
}

/** The first page and the last full one, which is found from the other end; where all is one page, that alone. */
async function ends(store, filter, order) {
  const other = order === 'asc' ? 'desc' : 'asc';
  const last = await store.query(TENANT, { ...filter, order: other, limit: LIMIT + 1 });
  const edge = last.at(-1)?.position;
  const page = { ...filter, order, limit: LIMIT };
  if (last.length <= LIMIT) return [['first', page]];
  return [
    ['first', page],
    ['deepest', { ...page, ...(order === 'asc' ? { after: edge } : { before: edge }) }],
  ];
}

async function measure(store, query) {
  const began = performance.now();
  const times = [];
  for (;;) {
    const before = performance.now();
    const { length } = await store.query(TENANT, query);
    const now = performance.now();
    times.push(now - before);
    if (times.length === MOST_READS || now - began > LONG_ENOUGH_MS)
      return { ms: median(times), rows: length };
  }
}

function reportOf(results, filters, settings) {
  const rows = Object.keys(filters).flatMap((name) =>
    ['desc', 'asc'].map((order) => {
      const [first, deepest] = ['first', 'deepest'].map((place) => `${name}, ${order}, ${place}`);
      const { ms, rows: found } = results.get(first);
      return [
        `${name}, ${order}`,
        found,
        ms,
        results.get(deepest)?.ms ?? null,
        ratio(results, deepest, first, 'ms'),
      ];
    }),
  );
  const worst = rows.reduce((one, other) => (other[4] > one[4] ? other : one));
  return {
    settings,
    tables: [
      {
        title: 'A page of the log in ms',
        columns: ['', 'rows', 'first', 'deepest', 'deepest / first'],
        rows,
      },
      { title: 'The most', columns: ['', 'ratio', 'wanted'], rows: [[worst[0], worst[4], '<= 1.5']] },
    ],
  };
}
