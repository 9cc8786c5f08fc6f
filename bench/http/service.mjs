import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ADMIN_KEY = 'an-admin-key-for-benchmarks-alone';
const START_LIMIT_MS = 60_000;

/**
 * The built service as a process of its own, on the embedded database of a temporary folder.
 * @param entry path of the file that Node runs; nodeOptions are Node's own, settings of its environment
 */
export async function startService(entry, nodeOptions = [], settings = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'));
  const child = spawn(process.execPath, [...nodeOptions, entry], {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CLEARANCE_DATA_DIR: dataDir,
      CLEARANCE_ADMIN_KEY: ADMIN_KEY,
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await announced(child);
  return {
    url,
    pid: child.pid,
    dataDir,
    adminKey: ADMIN_KEY,
    /** Process id of its PostgreSQL. */
    serverPid: Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function announced(child) {
  let said = '';
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    return await new Promise((resolve, reject) => {
      child.stderr.on('data', (chunk) => {
        said += chunk.toString();
        const url = /Clearance is running at (\S+)/.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', () => reject(new Error(`the service did not start:\n${said}`)));
    });
  } finally {
    clearTimeout(limit);
  }
}
