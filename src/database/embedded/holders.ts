import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from './embedded-postgres-error.js';
import { run } from './run.js';

const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;
const PREFIX = 'postgres.holders-';
const FRESH_PREFIX = 'postgres.new-holders-';
const ANSWERS = '.answers';
const ANSWER_MS = 2_000;
const REPEAT_MS = 200;

/**
 * One process's hold on a server: an open writing end of a named pipe whose reading end the guard has.
 * The system closes it with the process, however it dies; the guard reads the end of the pipe when the last
 * holder is gone, and stops the server then.
 */
export class Hold {
  readonly path: string;
  #descriptor: number | null;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  release(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

/** A new pipe, this process's hold, and what the guard gets as its standard input and output. */
export interface NewHolders {
  readonly hold: Hold;
  readonly input: number;
  readonly output: number;
}

/** Makes the pipe `<dataDir>/postgres.holders-<random>` and the file for the guard's answers beside it. */
export async function createHolders(dataDir: string): Promise<NewHolders> {
  const random = randomBytes(8).toString('hex');
  const path = join(dataDir, `${PREFIX}${random}`);
  const fresh = join(dataDir, `${FRESH_PREFIX}${random}`);
  const { status, output } = await run('mkfifo', ['-m', '600', fresh]);
  if (status !== 0) throw new Error(`mkfifo: ${output.trim()}`);
  // Opened both ways first, since neither one-way end can be opened without waiting for the other.
  const both = openSync(fresh, O_RDWR | O_NONBLOCK);
  const hold = new Hold(path, openSync(fresh, O_WRONLY | O_NONBLOCK));
  const input = openSync(fresh, O_RDONLY);
  closeSync(both);
  // It gets its name when it is held: an unheld pipe of that name is one that was left behind.
  await rename(fresh, path);
  return { hold, input, output: openSync(answersPath(path), O_WRONLY | O_CREAT | O_APPEND, 0o600) };
}

/**
 * Becomes one more holder of a server; null when no guard reads the pipe, or it is about to stop the server.
 * The guard answers each word it reads: only then is it certain that it counts this process.
 */
export async function joinHolders(dataDir: string, holders: string): Promise<Hold | null> {
  const path = join(dataDir, basename(holders));
  const descriptor = openWriter(path);
  if (descriptor === null) return null;
  const hold = new Hold(path, descriptor);
  const word = randomBytes(12).toString('hex');
  const started = Date.now();
  let lastSent = Number.NEGATIVE_INFINITY;
  try {
    while (Date.now() - started < ANSWER_MS) {
      // Said again, since another process that looks whether it was the last may have read it away.
      if (Date.now() - lastSent >= REPEAT_MS) {
        writeSync(descriptor, `${word}\n`);
        lastSent = Date.now();
      }
      if ((await readFile(answersPath(path), 'utf8')).includes(word)) return hold;
      await delay(5);
    }
  } catch (error) {
    if (!['EPIPE', 'EAGAIN', 'ENOENT'].includes(systemCode(error))) throw error;
  }
  hold.release();
  return null;
}

/** Whether any process holds the server: the pipe is at its end for a reader when there is no writer left. */
export function isHeld(path: string): boolean {
  let reader: number;
  try {
    reader = openSync(path, O_RDONLY | O_NONBLOCK);
  } catch {
    return false;
  }
  try {
    return readSync(reader, Buffer.alloc(64)) > 0;
  } catch (error) {
    return systemCode(error) === 'EAGAIN';
  } finally {
    closeSync(reader);
  }
}

/** Whether a guard reads the pipe. */
export function isGuarded(path: string): boolean {
  const descriptor = openWriter(path);
  if (descriptor !== null) closeSync(descriptor);
  return descriptor !== null;
}

/** Removes a pipe and its answers. */
export async function removeHolders(path: string): Promise<void> {
  await rm(answersPath(path), { force: true });
  await rm(path, { force: true });
}

/** Removes the pipes and answers that processes which were killed have left in the data folder. */
export async function removeUnheld(dataDir: string): Promise<void> {
  const names = await readdir(dataDir);
  for (const name of names) {
    const path = join(dataDir, name);
    if (name.startsWith(PREFIX) && !name.endsWith(ANSWERS) && !isHeld(path)) await removeHolders(path);
  }
}

function openWriter(path: string): number | null {
  try {
    return openSync(path, O_WRONLY | O_NONBLOCK);
  } catch (error) {
    if (['ENXIO', 'ENOENT'].includes(systemCode(error))) return null;
    throw error;
  }
}

function answersPath(path: string): string {
  return `${path}${ANSWERS}`;
}
