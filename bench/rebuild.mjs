import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { itemsProjection } from '../dist/features/checklists/projections/items.projection.js';
import { Projector } from '../dist/eventstore/projections/projector.js';
import { rebuild } from '../dist/eventstore/projections/rebuild.js';
import { openPool } from '../dist/database/connection.js';
import { fillLog } from './rebuild/fill-log.mjs';
import { startWithProjects } from './rebuild/start.mjs';

// How fast a projection's tables are built anew from the log: streamed, and one event a transaction, as the floor.
// node bench/rebuild.mjs [--events 1000000] [--projects 50] [--rounds 3] [--json]

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    projects: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const events = Number(values.events);
const rounds = Number(values.rounds);
const EVENTS_ONE_BY_ONE = 1_000;

const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
const scene = await startWithProjects(dataDir, Number(values.projects));
try {
  const log = await fillLog(scene, events);
  const pool = openPool(scene.project, { application: 'bench', max: 4 });
  const projector = new Projector(itemsProjection, pool);
  await projector.prepare();

  const streamed = [];
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  for (let round = 0; round < rounds; round += 1) {
    let slowest = 0;
    const asking = setInterval(() => {
      const asked = performance.now();
      void pool`SELECT 1`.then(() => (slowest = Math.max(slowest, performance.now() - asked)));
    }, 20);
    const cpu = process.cpuUsage();
    const started = performance.now();
    await rebuild(projector, pool, { fresh: true });
    const seconds = (performance.now() - started) / 1000;
    clearInterval(asking);
    const { user, system } = process.cpuUsage(cpu);
    const used = (user + system) / log.total;
    streamed.push({ rate: log.total / seconds, slowest, used });
    report(
      `streamed, round ${round + 1}: ${Math.round(log.total / seconds)} events/s, ${used.toFixed(1)} us of CPU an event, slowest read ${Math.round(slowest)} ms`,
    );
  }
  clearInterval(watch);
  const single = await oneByOne(pool);
  await pool.end();
  const rate = median(streamed.map((round) => round.rate));
  const result = {
    events: log.total,
    items: log.items,
    streamed: Math.round(rate),
    node_cpu_us_an_event: Number(median(streamed.map((round) => round.used)).toFixed(1)),
    one_by_one: Math.round(single),
    ratio: Math.round(rate / single),
    peak_rss_mib: Math.round(peak / 2 ** 20),
    slowest_read_ms: Math.round(Math.max(...streamed.map((round) => round.slowest))),
    cores: cpus().length,
    load: loadavg()[0],
  };
  console.log(values.json ? JSON.stringify(result) : result);
} finally {
  await scene.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Events a second when each has a transaction of its own, into tables that hold all the rows. */
async function oneByOne(pool) {
  const projector = new Projector({ ...itemsProjection, name: 'items_single' }, pool);
  await projector.prepare();
  while ((await projector.batch('default', 'live', 2_000)).position < 2_000);
  const started = performance.now();
  for (let n = 0; n < EVENTS_ONE_BY_ONE; n += 1) await projector.batch('default', 'live', 1);
  return EVENTS_ONE_BY_ONE / ((performance.now() - started) / 1000);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function report(line) {
  if (!values.json) console.log(line);
}
