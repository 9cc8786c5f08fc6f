import { closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerLog } from './server-log.js';

const SIX_MB = 'x'.repeat(6 * 1024 * 1024);

describe('the log of the embedded server', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'server-log-'));
    path = join(folder, 'postgres.log');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('tells the last lines since it was opened, and none from before', () => {
    writeFileSync(path, 'an old failure\n');
    const log = new ServerLog(folder);
    const descriptor = log.open();
    expect(log.tail()).toBe('');
    for (let line = 1; line <= 30; line += 1) writeSync(descriptor, `line ${line}\n`);
    closeSync(descriptor);
    expect(log.tail().split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`));
  });

  it('begins a new file when the old one has grown large, and keeps that one', () => {
    writeFileSync(path, SIX_MB);
    closeSync(new ServerLog(folder).open());
    expect(statSync(path)).toMatchObject({ size: 0 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}.1`).size).toBe(SIX_MB.length);
  });

  it('cuts off a large file while the server writes to it, and loses nothing from before', async () => {
    const log = new ServerLog(folder);
    const descriptor = log.open();
    writeSync(descriptor, 'small\n');
    await log.rotate();
    expect(readFileSync(path, 'utf8')).toBe('small\n');
    writeSync(descriptor, SIX_MB);
    await log.rotate();
    writeSync(descriptor, 'after\n');
    closeSync(descriptor);
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(statSync(`${path}.1`)).toMatchObject({ size: SIX_MB.length + 6 });
    expect(statSync(`${path}.1`).mode & 0o777).toBe(0o600);
  });
});
