import { emmett } from './append/emmett.mjs';
import { floorTable } from './append/floor.mjs';
import { messageDb } from './append/message-db.mjs';
import { ownStore } from './append/own-store.mjs';
import { withCpu } from './support/cpu.mjs';
import { keepInFlight } from './support/in-flight.mjs';
import { interleaved, ratio } from './support/rounds.mjs';
import { superuserPool, withServer } from './support/server.mjs';

const CONNECTIONS = [4, 8, 16, 32];
/** Room for the pools of all. */
const SERVER = { max_connections: '300' };
/** The floor's connections: the same two that the store appends on. */
const FLOOR_CONNECTIONS = 2;

const PEERS = [
  { name: 'Emmett', open: emmett },
  { name: 'message-db', open: messageDb },
];

const WANTED = [
  ['Clearance, 32 in flight', 'Emmett, 32 in flight', '>= 5'],
  ['Clearance, 256 in flight', 'Emmett, 256 in flight', '>= 7'],
  ['Clearance, 256 in flight', 'floor: 500-row inserts', '>= 0.25'],
  ['Clearance, 1 in flight', 'one plain insert, 1 in flight', '>= 0.5'],
  ['Clearance, 32 in flight', 'message-db, 32 in flight', ''],
  ['Clearance, 256 in flight', 'message-db, 256 in flight', ''],
];

/** Appends a second, of one event of 300 bytes each, on one server. */
export default async function append({ rounds, seconds, say }) {
  return await withServer(async (server) => {
    const measureOf =
      (inFlight, makeWork) =>
      async (length = seconds) => {
        const work = makeWork();
        const used = await withCpu(server.pid, () => keepInFlight(inFlight, length, work));
        const { done, seconds: took } = used.result;
        return {
          rate: done / took,
          each: (took * 1e6) / done,
          node: used.node / done,
          server: used.server / done,
        };
      };
    const own = await ownStore(server.base);
    const single = await superuserPool(server.superuser, server.base.database, 1);
    const batched = await superuserPool(server.superuser, server.base.database, FLOOR_CONNECTIONS);
    const floor = await floorTable(single);
    const cases = [1, 32, 256].map((inFlight) => ({
      name: `Clearance, ${inFlight} in flight`,
      measure: measureOf(inFlight, () => own.appender()),
    }));
    cases.push(
      { name: 'floor: 500-row inserts', measure: measureOf(FLOOR_CONNECTIONS, () => floor.batches(batched)) },
      { name: 'one plain insert, 1 in flight', measure: measureOf(1, () => floor.single(single)) },
    );
    const best = {};
    const opened = [];
    for (const { name, open } of PEERS) {
      const peer = await open(server.superuser, say);
      for (const inFlight of peer ? [32, 256] : []) {
        const label = `${name}, ${inFlight} in flight`;
        const found = await atItsBest(
          peer,
          (use) => measureOf(inFlight, () => use.appender()),
          (line) => say(`${label}: ${line}`),
        );
        best[`connections of ${label}`] = found.connections;
        opened.push(found.use);
        cases.push({ name: label, measure: found.measure });
      }
    }
    const results = await interleaved(cases, rounds, say);
    await Promise.all([own.close(), single.end(), batched.end(), ...opened.map((use) => use.close())]);
    return reportOf(results, { ...best, rounds, seconds, postgres: server.version });
  }, SERVER);
}

/** The number of connections with which a peer is fastest in a short look. */
async function atItsBest(peer, measureOf, say) {
  let best = { rate: 0 };
  for (const connections of CONNECTIONS) {
    const use = await peer.open(connections);
    const measure = measureOf(use);
    await measure(0.3);
    const { rate } = await measure(1);
    say(`${Math.round(rate)} events/s with ${connections} connections`);
    const [better, worse] = rate > best.rate ? [{ connections, use, measure, rate }, best] : [best, { use }];
    await worse.use?.close();
    best = better;
  }
  return best;
}

function reportOf(results, settings) {
  const rows = [...results].map(([name, { rate, each, node, server }]) => [name, rate, each, node, server]);
  const ratios = WANTED.filter(([one, other]) => results.has(one) && results.has(other)).map(
    ([one, other, wanted]) => [`${one} / ${other}`, ratio(results, one, other), wanted],
  );
  return {
    settings: {
      ...settings,
      payload: '300 bytes of JSON, one event an append',
      durability: 'fsync on, synchronous_commit on',
    },
    tables: [
      {
        title: 'Events, medians of the rounds',
        columns: ['', 'events/s', 'us an event', 'us CPU Node', 'us CPU PostgreSQL'],
        rows,
      },
      { title: 'Ratios of events/s, medians of the rounds', columns: ['', 'ratio', 'wanted'], rows: ratios },
    ],
  };
}
