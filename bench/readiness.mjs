import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { fillLog } from './rebuild/fill-log.mjs';
import { startFilled } from './rebuild/start.mjs';
import { median } from './support/rounds.mjs';

const ITEMS = 1_000;
const EVENTS = 100_000;
/** Checklists of the large project, of a thousand items each. */
const CHECKLISTS = 20;
const TIMES = 30;

/** What readiness costs over HTTP: 1,000 items with 100,000 events, and a status change there and among 20,000 items. */
export default async function readiness({ rounds, say }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  say('making a project and its events ...');
  const scene = await startFilled(dataDir, async (ask) => {
    const items = Array.from({ length: ITEMS }, (_, at) => ({ key: `item-${at}`, title: `Do ${at}` }));
    await ask('/v1/templates', {
      key: 'large',
      title: 'Large',
      sections: [{ key: 'all', title: 'All', items }],
    });
    await apply(ask, 'large', 1);
  });
  try {
    const log = await fillLog(scene, EVENTS);
    const service = await scene.start();
    try {
      return await measured(service.ask, log.total, rounds, say);
    } finally {
      await service.close();
    }
  } finally {
    await scene.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measured(ask, events, rounds, say) {
  const read = (project) => ask(`/v1/projects/${project}/readiness`);
  const tick = (project, at) => ask(`/v1/projects/${project}/checklists/list-0/items/item-${at}/check`, {});
  say('the first reading, which folds the whole log ...');
  await untilCurrent(() => read('large'));
  await apply(ask, 'huge', CHECKLISTS);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cold = await timed(() => read('huge'));
  delay.disable();
  const coldHeld = delay.max / 1e6;
  delay.reset();
  delay.enable();
  const hugePast = await timed(() => ask(`/v1/projects/huge/readiness?at_position=${events + CHECKLISTS}`));
  delay.disable();
  const past = (at) =>
    ask(`/v1/projects/large/readiness?at_position=${Math.floor((events * at) / (TIMES + 1))}`);
  say('the first question about the past ...');
  const firstPast = await timed(() => past(TIMES));
  const times = { warm: [], after: [], change: [], hugeChange: [], past: [] };
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds} ...`);
    for (let at = 0; at < TIMES; at += 1) {
      times.warm.push(await timed(() => read('large')));
      times.change.push(await timed(() => tick('large', at)));
      times.after.push(await timed(() => read('large')));
      times.hugeChange.push(await timed(() => tick('huge', at)));
      times.past.push(await timed(() => past(at + 1)));
    }
  }
  const of = (name) => median(times[name]);
  return {
    settings: { items: ITEMS, events, rounds, times: TIMES },
    tables: [
      {
        title: 'Readiness and status changes over HTTP, ms',
        columns: ['', 'median', 'wanted'],
        rows: [
          ['readiness of 1,000 items, warm', of('warm'), '<= 20'],
          ['the same behind a change', of('after'), ''],
          ['a status change among 1,000 items', of('change'), ''],
          ['a status change among 20,000 items', of('hugeChange'), ''],
          ['readiness at a position in the past, the first question', firstPast, ''],
          ['the same, any later one', of('past'), ''],
          ['readiness of 20,000 items, cold', cold, ''],
          ['longest hold-up of the event loop then', coldHeld, ''],
          ['readiness of 20,000 items at a position in the past', hugePast, ''],
          ['longest hold-up of the event loop then', delay.max / 1e6, ''],
        ],
      },
    ],
  };
}

async function apply(ask, project, checklists) {
  await ask('/v1/projects', { key: project });
  for (let at = 0; at < checklists; at += 1)
    await ask(`/v1/projects/${project}/checklists`, { template: 'large', key: `list-${at}` });
}

/** A projection that has 100,000 events to take answers 503 until it has. */
async function untilCurrent(work) {
  for (let left = 60; ; left -= 1)
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !String(error).includes('503')) throw error;
    }
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
