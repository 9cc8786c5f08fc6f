import { lagsAt } from './log/lags.mjs';
import { appender, openLog } from './log/open-log.mjs';
import { cpuOfSealingLogins, withSealer } from './log/sealer-process.mjs';
import { cpuOfProcess, withCpu } from './support/cpu.mjs';
import { keepInFlight } from './support/in-flight.mjs';
import { median } from './support/rounds.mjs';
import { withServer } from './support/server.mjs';

const RATE = 3_000;
const IN_FLIGHT = 256;
const SLICE_SECONDS = 10;

/**
 * How far sealing is behind at a fixed rate for `seconds`, and what it costs appends as fast as they go: slices with and
 * without a sealer beside (none of it catching up), one after the other in turn, for half of `seconds` each.
 */
export default async function seal({ rounds, seconds, say }) {
  const slices = Math.max(1, Math.round((seconds * rounds) / 2 / SLICE_SECONDS));
  const length = Math.min(SLICE_SECONDS, seconds / 2);
  return await withServer(async (server) => {
    const log = await openLog(server);
    const one = async (seconds, sealer) => {
      const cpu = async () => [sealer ? cpuOfProcess(sealer) : 0, await cpuOfSealingLogins(log.admin)];
      const before = await cpu();
      const used = await withCpu(server.pid, () => keepInFlight(IN_FLIGHT, seconds, counted(log.store)));
      const after = await cpu();
      const { done, seconds: took } = used.result;
      return {
        rate: done / took,
        node: used.node / done,
        server: used.server / done,
        sealer: ((after[0] - before[0]) * 1e6) / done,
        connections: ((after[1] - before[1]) * 1e6) / done,
      };
    };
    const alone = (length) => one(length, null);
    const beside = (length) => withSealer(server, log.admin, (pid) => one(length, pid));
    say('warming up ...');
    await alone(2);
    await beside(2);
    const pairs = [];
    for (let slice = 1; slice <= slices; slice += 1) {
      say(`with and without a sealer, ${slice} of ${slices} ...`);
      const order = slice % 2 === 0 ? [alone, beside] : [beside, alone];
      const measured = [await order[0](length), await order[1](length)];
      pairs.push(slice % 2 === 0 ? measured : measured.toReversed());
    }
    const lags = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`lag at ${RATE} events/s for ${seconds} s, ${round} of ${rounds} ...`);
      const measured = await withSealer(server, log.admin, () =>
        lagsAt(RATE, seconds, appender(log.store), log.admin),
      );
      lags.push({ seconds, measured });
    }
    const tree = await treeOf(log.admin);
    await log.close();
    return reportOf(pairs, lags, tree, { rounds, seconds, slices, postgres: server.version });
  });
}

function counted(store) {
  const append = appender(store);
  return async (lane, turn) => {
    await append(lane, turn);
    return 1;
  };
}

async function treeOf(admin) {
  const [row] = await admin`
    SELECT (SELECT sum(size)::bigint FROM sealing.trees) AS events,
      pg_total_relation_size('sealing.tiles') + pg_total_relation_size('sealing.edges')
        + pg_total_relation_size('sealing.trees') AS bytes`;
  return row;
}

function reportOf(pairs, lags, tree, settings) {
  const rowOf = (name, side) => {
    const middle = (key) => median(pairs.map((pair) => pair[side][key]));
    return [name, ...['rate', 'node', 'server', 'sealer', 'connections'].map(middle)];
  };
  const sum = (side) => pairs.reduce((all, pair) => all + pair[side].rate, 0);
  const cpu = (of) => of.node + of.server + of.sealer;
  const at = (share) => lags.map(({ measured }) => percentile(measured, share));
  return {
    settings: { ...settings, inFlight: IN_FLIGHT, durability: 'fsync on, synchronous_commit on' },
    tables: [
      {
        title: 'Appends as fast as they go, medians of the slices',
        columns: [
          '',
          'events/s',
          'us CPU writer',
          'us CPU PostgreSQL',
          'us CPU sealer',
          'us its connections',
        ],
        rows: [rowOf('without a sealer', 0), rowOf('with a sealer beside', 1)],
      },
      {
        title: 'What sealing costs, and where it stands',
        columns: ['', 'measured', 'wanted'],
        rows: [
          ['events/s with a sealer / without', sum(1) / sum(0), '>= 0.85'],
          ['the same, median of neighbours', median(pairs.map(([a, b]) => b.rate / a.rate)), '>= 0.85'],
          ['CPU an event without / with', median(pairs.map(([a, b]) => cpu(a) / cpu(b))), ''],
          [
            'events/s while lag was measured',
            median(lags.map(({ measured, seconds }) => measured.length / seconds)),
            `${RATE}`,
          ],
          ['lag p50, ms', median(at(0.5)), ''],
          ['lag p99, ms', Math.max(...at(0.99)), '< 2000'],
          ['lag max, ms', Math.max(...at(1)), ''],
          ['bytes of tree an event', tree.bytes / tree.events, '<= 48'],
          ['events in the tree', tree.events, ''],
        ],
      },
    ],
    notes: ["A sealer's connections are part of PostgreSQL's CPU."],
  };
}

/** Of numbers in order. */
function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
