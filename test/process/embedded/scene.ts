import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Sql, openPool } from '../../../src/database/connection.js';
import type {
  EmbeddedPostgres,
  EmbeddedPostgresOptions,
} from '../../../src/database/embedded/embedded-postgres.js';

export type ServerAddress = Omit<EmbeddedPostgres, 'stop'>;
export const isRoot = process.getuid?.() === 0;
const HOLDER = fileURLToPath(new URL('holder.ts', import.meta.url));
const HOOKS = new URL('resolve-typescript.mjs', import.meta.url).href;

/** A new folder that other users may pass through, as a project's folder mostly is. */
export function scratchFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'embedded-'));
  chmodSync(path, 0o711);
  return path;
}

/** Runs one piece of work with a connection as superuser. */
export async function withConnection<T>(server: ServerAddress, work: (sql: Sql) => Promise<T>): Promise<T> {
  const { socketDir, port, superuser } = server;
  const sql = openPool(
    { host: socketDir, port, database: 'postgres', ...superuser, ssl: false },
    { application: 'test', max: 1 },
  );
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export interface HolderProcess {
  readonly child: ChildProcess;
  readonly server: ServerAddress;
}

/** Starts another Node process that holds the server of a data folder; rejects with what it says when it fails. */
export async function startHolder(
  options: Pick<EmbeddedPostgresOptions, 'dataDir' | 'settings'>,
  identity: { uid?: number; gid?: number } = {},
): Promise<HolderProcess> {
  const child = spawn(process.execPath, ['--import', HOOKS, HOLDER, JSON.stringify(options)], {
    ...identity,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const lines = createInterface(child.stdout);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the holder failed: ${complaint}`)));
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return { child, server: JSON.parse(line) as ServerAddress };
}

/** Lets a holder stop in order, or kills it; resolves with its exit status (null after a signal). */
export async function endHolder(holder: HolderProcess, how: 'in order' | 'SIGKILL'): Promise<number | null> {
  const exit = once(holder.child, 'exit');
  if (how === 'SIGKILL') holder.child.kill('SIGKILL');
  else holder.child.stdin?.end();
  const [status] = (await exit) as [number | null];
  return status;
}

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

/** Guard, postmaster and all their children of a data folder, by what their command lines and parents say. */
export function serverProcesses(dataDir: string): number[] {
  const rows = processTable().filter(({ pid }) => pid !== process.pid);
  const found = new Set(rows.filter(({ args }) => isServerOf(args, dataDir)).map(({ pid }) => pid));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of rows) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** The two shells of a data folder's guard. */
export function guardProcesses(dataDir: string): number[] {
  const isGuard = (args: string): boolean => args.includes('clearance-guard') && isServerOf(args, dataDir);
  return processTable().flatMap(({ pid, args }) => (isGuard(args) ? [pid] : []));
}

function isServerOf(args: string, dataDir: string): boolean {
  return args.includes(`clearance.holders=${dataDir}/`);
}

function processTable(): ProcessRow[] {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(linuxProcess);
  const text = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return text.split('\n').map((line) => {
    const [pid, parent, ...args] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), args: args.join(' ') };
  });
}

function linuxProcess(name: string): ProcessRow[] {
  try {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
    return [{ pid: Number(name), parent, args: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
  } catch {
    // It ended while the list was read.
    return [];
  }
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
export function isRunning(pid: number): boolean {
  if (process.platform !== 'linux') return spawnSync('kill', ['-0', `${pid}`]).status === 0;
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Its parent's death has ended it already.
    }
}

/** Waits for a condition; fails with its name after `limitMs`. Gives the milliseconds that it took. */
export async function until(what: string, condition: () => boolean, limitMs = 50_000): Promise<number> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await delay(5);
  }
  return performance.now() - started;
}

/** Ends whatever is left of a data folder's server and removes the folder. */
export function clearAway(folder: string): void {
  killAll(processTable().flatMap(({ pid, args }) => (isServerOf(args, folder) ? [pid] : [])));
  rmSync(folder, { recursive: true, force: true });
}
