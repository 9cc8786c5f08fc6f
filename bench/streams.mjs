import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startService } from './http/service.mjs';
import { openShop } from './http/shop.mjs';
import { cpuOfProcess } from './support/cpu.mjs';
import { ROOT } from './support/dist.mjs';
import { interleaved, ratio } from './support/rounds.mjs';

const READERS = 1_000;
const CONNECTIONS = 32;
/** Requests a second that are offered where it is not as many as are answered. */
const OFFERED = 200;
const LOAD = fileURLToPath(new URL('http/load.mjs', import.meta.url));
const READING = fileURLToPath(new URL('streams/readers.mjs', import.meta.url));

const NAMES = {
  alone: 'as many as go, no readers',
  read: `as many as go, ${READERS} readers`,
  zipped: `as many as go, ${READERS} readers with gzip`,
  offeredAlone: `${OFFERED}/s offered, no readers`,
  offeredRead: `${OFFERED}/s offered, ${READERS} readers`,
  offeredZipped: `${OFFERED}/s offered, ${READERS} readers with gzip`,
};

/** Status updates over HTTP with and without a thousand readers of the stream of events, which get each of them. */
export default async function streams({ rounds, seconds, say }) {
  const settings = { CLEARANCE_STREAMS_PER_CREDENTIAL: `${READERS}` };
  const service = await startService(join(ROOT, 'dist', 'main.js'), [], settings);
  try {
    const shop = await openShop(service);
    const of = (readers, isZipped, rate) => () =>
      measure(service, shop, { readers, isZipped, rate, seconds });
    const cases = [
      { name: NAMES.alone, measure: of(0) },
      { name: NAMES.read, measure: of(READERS) },
      { name: NAMES.zipped, measure: of(READERS, true) },
      { name: NAMES.offeredAlone, measure: of(0, false, OFFERED) },
      { name: NAMES.offeredRead, measure: of(READERS, false, OFFERED) },
      { name: NAMES.offeredZipped, measure: of(READERS, true, OFFERED) },
    ];
    const results = await interleaved(cases, rounds, say);
    return reportOf(results, { rounds, seconds, readers: READERS, connections: CONNECTIONS });
  } finally {
    await service.stop();
  }
}

async function measure(service, shop, { readers, isZipped, rate, seconds }) {
  const reading = readers > 0 ? await openReaders(service, readers, isZipped) : null;
  try {
    const load = {
      port: new URL(service.url).port,
      key: shop.key,
      connections: shop.paths(CONNECTIONS),
      seconds,
      warmUp: 0.5,
      service: service.pid,
      server: service.serverPid,
      rate,
    };
    const readersBefore = reading ? cpuOfProcess(reading.pid) : 0;
    const { done, failed, seconds: took, p50, p99, cpu } = await loaded(load);
    if (failed > 0 || done === 0)
      throw new Error(`${failed} of ${done + failed} requests were not answered with 200`);
    const readersUsed = reading ? cpuOfProcess(reading.pid) - readersBefore : 0;
    const ended = performance.now();
    const said = reading ? await caughtUp(reading, await headOf(service)) : null;
    return {
      rate: done / took,
      p50,
      p99,
      service: (cpu.service / took) * 100,
      server: (cpu.server / took) * 100,
      readers: (readersUsed / took) * 100,
      behind: said ? performance.now() - ended : NaN,
      delay50: said?.p50 ?? NaN,
      delay99: said?.p99 ?? NaN,
      bytes: said ? said.bytes / readers / 1e6 : NaN,
    };
  } finally {
    reading?.kill();
    await closed(service);
  }
}

async function loaded(load) {
  const client = spawn(process.execPath, [LOAD, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  client.stdout.on('data', (chunk) => (said += chunk.toString()));
  await once(client, 'close');
  return JSON.parse(said);
}

async function openReaders(service, count, isZipped) {
  const asked = { port: new URL(service.url).port, key: service.adminKey, count, isZipped };
  const child = fork(READING, [JSON.stringify(asked)], { stdio: 'inherit' });
  await once(child, 'message');
  return child;
}

/** Waits until each reader has the event at `position`; what they saw by then. */
async function caughtUp(reading, position) {
  for (;;) {
    reading.send('how far');
    const [said] = await once(reading, 'message');
    if (said.faults > 0) throw new Error(`${said.faults} events came twice or not at all`);
    if (said.least >= position) return said;
    await delay(20);
  }
}

async function ask(service, path) {
  return await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${service.adminKey}` } });
}

async function headOf(service) {
  const answer = await ask(service, '/v1/events?limit=1&order=desc');
  return (await answer.json()).data[0].position;
}

async function closed(service) {
  for (;;) {
    const text = await (await ask(service, '/metrics')).text();
    if (/^clearance_event_streams 0$/m.test(text)) return;
    await delay(20);
  }
}

function reportOf(results, settings) {
  return {
    settings,
    tables: [
      {
        title: 'Status updates (POST …/check), each an event that every reader gets; medians of the rounds',
        columns: ['', 'requests/s', 'p50 ms', 'p99 ms', '% CPU service', '% PostgreSQL', '% readers'],
        rows: [...results].map(([name, { rate, p50, p99, service, server, readers }]) => [
          name,
          rate,
          p50,
          p99,
          service,
          server,
          readers,
        ]),
      },
      {
        title: 'What the readers see',
        columns: ['', 'delay p50 ms', 'p99 ms', 'all have all after ms', 'MB a reader'],
        rows: [NAMES.read, NAMES.zipped, NAMES.offeredRead, NAMES.offeredZipped].map((name) => {
          const { delay50, delay99, behind, bytes } = results.get(name);
          return [name, delay50, delay99, behind, bytes];
        }),
      },
      {
        title: 'Ratios, medians of the rounds',
        columns: ['', 'ratio', 'wanted'],
        rows: [NAMES.read, NAMES.zipped].map((name) => [
          `requests/s, ${name} / without`,
          ratio(results, name, NAMES.alone),
          '>= 0.8',
        ]),
      },
    ],
  };
}
