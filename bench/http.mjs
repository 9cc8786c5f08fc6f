import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { partsOf } from './http/parts.mjs';
import { startService } from './http/service.mjs';
import { openShop } from './http/shop.mjs';
import { ROOT } from './support/dist.mjs';
import { interleaved, ratio } from './support/rounds.mjs';

const CONNECTIONS = [1, 32, 64];
const LOAD = fileURLToPath(new URL('http/load.mjs', import.meta.url));
const ENTRIES = {
  Clearance: join(ROOT, 'dist', 'main.js'),
  'one transaction per command': fileURLToPath(new URL('http/one-by-one.mjs', import.meta.url)),
};
const PROFILED = fileURLToPath(new URL('http/profiled.mjs', import.meta.url));

/** Status updates a second over HTTP: POST …/check by a script's key, each with an idempotency key of its own. */
export default async function http({ rounds, seconds, say }) {
  const running = [];
  try {
    const cases = [];
    for (const [name, entry] of Object.entries(ENTRIES)) {
      const service = await startService(entry);
      running.push(service);
      const shop = await openShop(service);
      for (const connections of CONNECTIONS)
        cases.push({
          name: `${name}, ${connections} connections`,
          measure: () => measure(service, shop, connections, seconds),
        });
    }
    const results = await interleaved(cases, rounds, say);
    say('profiling ...');
    const parts = await profiled(running, seconds);
    return reportOf(results, parts, { rounds, seconds });
  } finally {
    for (const service of running) await service.stop();
  }
}

async function measure(service, shop, connections, seconds) {
  const load = {
    port: new URL(service.url).port,
    key: shop.key,
    connections: shop.paths(connections),
    seconds,
    warmUp: 0.3,
    service: service.pid,
    server: service.serverPid,
  };
  const client = spawn(process.execPath, [LOAD, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  client.stdout.on('data', (chunk) => (said += chunk.toString()));
  await once(client, 'close');
  const { done, failed, seconds: took, p50, p99, cpu } = JSON.parse(said);
  if (failed > 0 || done === 0)
    throw new Error(`${failed} of ${done + failed} requests were not answered with 200`);
  return { rate: done / took, p50, p99, node: (cpu.service * 1e6) / done, server: (cpu.server * 1e6) / done };
}

/** CPU of a status update at the most connections, in microseconds by part of the work: rows of name and number. */
async function profiled(running, seconds) {
  const service = await startService(PROFILED);
  running.push(service);
  const shop = await openShop(service);
  const most = CONNECTIONS.at(-1);
  await measure(service, shop, most, seconds);
  process.kill(service.pid, 'SIGUSR2');
  const { node } = await measure(service, shop, most, seconds);
  process.kill(service.pid, 'SIGUSR2');
  const file = join(service.dataDir, 'cpu.profile');
  while (!existsSync(file)) await delay(50);
  return partsOf(JSON.parse(readFileSync(file, 'utf8')), node);
}

function reportOf(results, parts, settings) {
  const [grouped, alone] = Object.keys(ENTRIES);
  return {
    settings: {
      ...settings,
      request:
        'POST /v1/projects/…/items/…/check with a reason and an idempotency key, 320 items in 8 projects',
    },
    tables: [
      {
        title: 'Status updates, medians of the rounds',
        columns: ['', 'requests/s', 'p50 ms', 'p99 ms', 'us CPU service', 'us CPU PostgreSQL'],
        rows: [...results].map(([name, { rate, p50, p99, node, server }]) => [
          name,
          rate,
          p50,
          p99,
          node,
          server,
        ]),
      },
      {
        title: 'Ratios of requests/s, medians of the rounds',
        columns: ['', 'ratio', 'wanted'],
        rows: CONNECTIONS.map((count) => [
          `with group commit / ${alone}, ${count} connections`,
          ratio(results, `${grouped}, ${count} connections`, `${alone}, ${count} connections`),
          count === 64 ? '>= 2.5' : '',
        ]),
      },
      {
        title: `CPU of a status update in the service at ${CONNECTIONS.at(-1)} connections, by part`,
        columns: ['', 'us'],
        rows: parts,
      },
    ],
  };
}
