import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { appendOne, openBench, option, percentile, TENANT } from './database.mjs';

// Seal lag at a given rate, what sealing costs the appends, and bytes of tree per event:
//   npm run build && node bench/log/seal.mjs [--seconds=10] [--rate=3000] [--rounds=1] [--flight=256]
// For the figures of the runbook: --seconds=300 --rounds=3 on a quiet machine.

const seconds = option('seconds', 10);
const rate = option('rate', 3_000);
const rounds = option('rounds', 1);
const flight = option('flight', 256);
const SEALER = fileURLToPath(new URL('sealer.mjs', import.meta.url));

async function withSealer(bench, work) {
  const child = spawn(
    process.execPath,
    [SEALER, JSON.stringify({ base: bench.base, folder: bench.folder })],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  try {
    return await work();
  } finally {
    child.stdin.end();
    await once(child, 'exit');
  }
}

async function throughput(bench) {
  const until = performance.now() + seconds * 1_000;
  let events = 0;
  const client = async () => {
    while (performance.now() < until) {
      await appendOne(bench.store);
      events += 1;
    }
  };
  await Promise.all(Array.from({ length: flight }, client));
  return events / seconds;
}

/** Appends at the rate and gives the lag of each event in ms, from its acknowledgement to its published checkpoint. */
async function lags(bench) {
  const waiting = [];
  const seen = [];
  const done = new AbortController();
  const watch = (async () => {
    while (!done.signal.aborted || waiting.length > 0) {
      const [row] =
        await bench.admin`SELECT checkpoint_size AS size FROM sealing.trees WHERE tenant = ${TENANT}`;
      const now = performance.now();
      const size = row?.size ?? 0;
      const left = waiting.splice(0).filter(({ position, at }) => {
        if (position >= size) return true;
        seen.push(now - at);
        return false;
      });
      waiting.unshift(...left);
      await delay(10);
    }
  })();
  const began = performance.now();
  const inFlight = new Set();
  for (let sent = 0; performance.now() - began < seconds * 1_000;) {
    const due = Math.floor(((performance.now() - began) / 1_000) * rate);
    for (; sent < due && inFlight.size < 1_000; sent += 1) {
      const one = appendOne(bench.store).then((position) => {
        waiting.push({ position, at: performance.now() });
        return inFlight.delete(one);
      });
      inFlight.add(one);
    }
    await delay(2);
  }
  await Promise.all(inFlight);
  done.abort();
  await watch;
  return seen;
}

for (let round = 1; round <= rounds; round += 1) {
  const bench = await openBench();
  try {
    const alone = await throughput(bench);
    const sealed = await withSealer(bench, () => throughput(bench));
    const measured = await withSealer(bench, () => lags(bench));
    const [tree] = await bench.admin`
      SELECT (SELECT size FROM sealing.trees) AS events,
        pg_total_relation_size('sealing.tiles') + pg_total_relation_size('sealing.edges')
          + pg_total_relation_size('sealing.trees') AS bytes`;
    console.log(
      JSON.stringify({
        round,
        append_alone_per_s: Math.round(alone),
        append_with_sealer_per_s: Math.round(sealed),
        ratio: Number((sealed / alone).toFixed(3)),
        lag_rate_per_s: Math.round(measured.length / seconds),
        lag_p50_ms: Math.round(percentile(measured, 0.5)),
        lag_p99_ms: Math.round(percentile(measured, 0.99)),
        lag_max_ms: Math.round(measured.reduce((most, one) => Math.max(most, one), 0)),
        sealed_events: tree.events,
        tree_bytes_per_event: Number((tree.bytes / tree.events).toFixed(1)),
      }),
    );
  } finally {
    await bench.close();
  }
}
