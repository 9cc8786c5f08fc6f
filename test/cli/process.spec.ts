import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { KEY } from './support/run-cli.js';
import { item, readiness } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const HOOK = fileURLToPath(new URL('../process/embedded/resolve-typescript.mjs', import.meta.url));
const items = ['items', '-p', 'payments-api', '-o', 'ndjson'];

/** Starts the CLI as a process of its own; `out` is a file descriptor or a pipe. */
function start(argv: readonly string[], out: number | 'pipe' = 'pipe', preload = HOOK): ChildProcess {
  const env = { ...process.env, CLEARANCE_URL: api.url, CLEARANCE_API_KEY: KEY, NODE_OPTIONS: '' };
  return spawn(process.execPath, ['--import', preload, BIN, ...argv], { env, stdio: ['pipe', out, 'pipe'] });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  const err = child.stderr ? text(child.stderr) : Promise.resolve('');
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, err: await err };
}

describe('As a process', () => {
  test('it reads standard input, prints, and ends with the exit code at once', async () => {
    api.on('GET /v1/projects/payments-api/readiness', { json: readiness() });
    const child = start(['readiness', '-p', 'payments-api', '-o', 'json']);
    const out = child.stdout ? text(child.stdout) : null;
    expect(await ended(child)).toEqual({ code: 1, err: '' });
    expect(JSON.parse((await out) ?? '')).toEqual(readiness());
  });

  test('it ends in peace when the reader of a pipe goes', async () => {
    const page = Array.from({ length: 500 }, () => item({ description: 'x'.repeat(200) }));
    api.on('GET /v1/projects/payments-api/items', ...pagesOf(...Array.from({ length: 50 }, () => page)));
    const child = start(items);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended(child)).toEqual({ code: 0, err: '' });
    expect(api.received.length).toBeLessThan(50);
  });

  test.skipIf(!existsSync('/dev/full'))('it says so when the disk is full', async () => {
    api.on('GET /v1/projects/payments-api/items', ...pagesOf([item()]));
    const { code, err } = await ended(start(items, openSync('/dev/full', 'w')));
    expect(code).toBe(70);
    expect(JSON.parse(err)).toMatchObject({ code: 'file' });
    expect(err).toContain('no space left');
  });

  test('it says in one line that an older Node will not do', async () => {
    const older = 'Object.defineProperty(process, "versions", { value: { node: "20.20.2" } })';
    const child = start(['--help'], 'pipe', `data:text/javascript,${encodeURIComponent(older)}`);
    const { code, err } = await ended(child);
    expect(code).toBe(2);
    expect(err).toMatch(/^clearance needs Node 24 or later; .*\n$/);
  });
});
