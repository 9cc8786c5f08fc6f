import { setTimeout as delay } from 'node:timers/promises';
import { TENANT } from './open-log.mjs';

const MOST_IN_FLIGHT = 1_000;

/**
 * Appends at a rate for some seconds. Gives for each event how many ms lie between its acknowledgement and the moment
 * that a checkpoint which covers it was seen (looked for every 10 ms).
 */
export async function lagsAt(rate, seconds, append, admin) {
  const ackedAt = new Map();
  const lags = [];
  let size = await sealedSize(admin);
  const ended = new AbortController();
  const acked = (position) => {
    if (position < size) lags.push(0);
    else ackedAt.set(position, performance.now());
  };
  const send = async (lane, turn) => acked(await append(lane, turn));
  const watch = (async () => {
    while (!ended.signal.aborted || ackedAt.size > 0) {
      const now = await sealedSize(admin);
      const at = performance.now();
      for (; size < now; size += 1) {
        const since = ackedAt.get(size);
        if (since !== undefined) lags.push(at - since);
        ackedAt.delete(size);
      }
      await delay(10);
    }
  })();
  const began = performance.now();
  const inFlight = new Set();
  for (let sent = 0; performance.now() - began < seconds * 1_000;) {
    const due = Math.floor(((performance.now() - began) / 1_000) * rate);
    for (; sent < due && inFlight.size < MOST_IN_FLIGHT; sent += 1) {
      const one = send(sent % MOST_IN_FLIGHT, Math.floor(sent / MOST_IN_FLIGHT)).finally(() =>
        inFlight.delete(one),
      );
      inFlight.add(one);
    }
    await delay(2);
  }
  await Promise.all(inFlight);
  ended.abort();
  await watch;
  return lags.sort((one, other) => one - other);
}

async function sealedSize(admin) {
  const [row] = await admin`SELECT checkpoint_size AS size FROM sealing.trees WHERE tenant = ${TENANT}`;
  return row?.size ?? 0;
}
