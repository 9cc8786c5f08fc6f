import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emmettRebuild } from './rebuild/emmett.mjs';
import { fillLog } from './rebuild/fill-log.mjs';
import { sqlFold } from './rebuild/sql-fold.mjs';
import { startWithProjects } from './rebuild/start.mjs';
import { built } from './support/dist.mjs';
import { median } from './support/rounds.mjs';

const PROJECTS = 50;
const EVENTS_ONE_BY_ONE = 1_000;
const ASK_EVERY_MS = 20;

/** Events a second that a rebuild of the projection of items reads, and of one event a transaction as the floor. */
export default async function rebuildBenchmark({ rounds, events, say }) {
  const { itemsProjection } = await built('features/checklists/projections/items.projection.js');
  const { Projector } = await built('eventstore/projections/projector.js');
  const { openPool } = await built('database/connection.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  say('making projects and events ...');
  const scene = await startWithProjects(dataDir, PROJECTS);
  try {
    const log = await fillLog(scene, events);
    const pool = openPool(scene.project, { application: 'bench', max: 4 });
    const projector = new Projector(itemsProjection, pool);
    await projector.prepare();
    const measured = [];
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds} ...`);
      measured.push(await measureRebuild(projector, pool, log.total));
    }
    say('one event a transaction ...');
    const single = await oneByOne(new Projector({ ...itemsProjection, name: 'items_single' }, pool));
    say('in SQL, and by Emmett ...');
    const inSql = await sqlFold(scene.superuser, log.total);
    const emmett = await emmettRebuild(scene.superuser, say);
    await pool.end();
    const most = (key) => Math.max(...measured.map((round) => round[key]));
    const of = (key) => median(measured.map((round) => round[key]));
    return {
      settings: { events: log.total, items: log.items, rounds },
      tables: [
        {
          title: 'A rebuild of the projection of items',
          columns: ['', 'measured', 'wanted'],
          rows: [
            ['events/s', of('rate'), '>= 150,000'],
            ['events/s, one a transaction', single, ''],
            ['ratio', of('rate') / single, '>= 40'],
            ['events/s, newest decisions by one SQL statement', inSql, ''],
            ['ratio', of('rate') / inSql, ''],
            ...(emmett === null
              ? []
              : [
                  ['events/s, documents of streams by Emmett', emmett, ''],
                  ['ratio', of('rate') / emmett, ''],
                ]),
            ['us of CPU an event, Node', of('cpu'), ''],
            ['peak memory of the process, MiB', most('peak'), '<= 512'],
            ['slowest read meanwhile, ms', most('slowest'), ''],
          ],
        },
      ],
    };
  } finally {
    await scene.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureRebuild(projector, pool, total) {
  const { rebuild } = await built('eventstore/projections/rebuild.js');
  let slowest = 0;
  let peak = 0;
  const asking = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss() / 2 ** 20);
    const asked = performance.now();
    void pool`SELECT 1`.then(() => (slowest = Math.max(slowest, performance.now() - asked)));
  }, ASK_EVERY_MS);
  const before = process.cpuUsage();
  const started = performance.now();
  await rebuild(projector, pool, { fresh: true });
  const seconds = (performance.now() - started) / 1000;
  clearInterval(asking);
  const { user, system } = process.cpuUsage(before);
  return { rate: total / seconds, cpu: (user + system) / total, slowest, peak };
}

/** Events a second when each has a transaction of its own, into tables that hold all the rows. */
async function oneByOne(projector) {
  await projector.prepare();
  while ((await projector.batch('default', 'live', 2_000)).position < 2_000);
  const started = performance.now();
  for (let n = 0; n < EVENTS_ONE_BY_ONE; n += 1) await projector.batch('default', 'live', 1);
  return EVENTS_ONE_BY_ONE / ((performance.now() - started) / 1000);
}
