import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuOfProcess } from '../support/cpu.mjs';
import { TENANT } from './open-log.mjs';

const SEALER = fileURLToPath(new URL('sealer.mjs', import.meta.url));
const MOST_WAIT_MS = 600_000;

/** Starts a sealer beside and waits until it has caught up; then `work`, and until it has caught up again. */
export async function withSealer({ base, dataDir }, admin, work) {
  const child = spawn(process.execPath, [SEALER, JSON.stringify({ base, folder: dataDir })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    await caughtUp(admin);
    return await work(child.pid);
  } finally {
    await caughtUp(admin);
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  }
}

async function caughtUp(admin) {
  for (const until = Date.now() + MOST_WAIT_MS; Date.now() < until; await delay(50)) {
    const [row] = await admin`
      SELECT t.checkpoint_size - h.next_position AS behind
      FROM eventstore.log_head h LEFT JOIN sealing.trees t ON t.tenant = h.tenant WHERE h.tenant = ${TENANT}`;
    if (row?.behind === 0) return;
  }
  throw new Error('the sealer does not catch up');
}

/** CPU seconds that the connections of the sealer's login have used in the server so far. */
export async function cpuOfSealingLogins(admin) {
  const rows = await admin`SELECT pid FROM pg_stat_activity WHERE usename LIKE '%_seal_login'`;
  return rows.reduce((sum, { pid }) => sum + cpuOfProcess(pid), 0);
}
