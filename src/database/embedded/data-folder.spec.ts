import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder, removeWorkshopsLater } from './data-folder.js';

const MINUTE = 60_000;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** What a start leaves that was killed while it made the cluster. */
function workshop(name: string, ageMs: number): string {
  const path = join(dataDir, name);
  mkdirSync(join(path, 'cluster'), { recursive: true });
  writeFileSync(join(path, 'password'), 'x');
  const changed = new Date(Date.now() - ageMs);
  utimesSync(path, changed, changed);
  return path;
}

describe('folders that clusters were to be made in', () => {
  it('are removed at the next start when they are older than 10 minutes', async () => {
    const old = workshop('postgres.new-aaaaaa', 11 * MINUTE);
    const young = workshop('postgres.new-bbbbbb', 9 * MINUTE);
    await openDataFolder(dataDir);
    expect([old, young].map((path) => existsSync(path))).toEqual([false, true]);
  });

  it('are removed while the service runs, once they are old', async () => {
    const old = workshop('postgres.new-aaaaaa', 11 * MINUTE);
    const young = workshop('postgres.new-bbbbbb', 0);
    mkdirSync(join(dataDir, 'postgres'));
    removeWorkshopsLater(dataDir, 1);
    await expect.poll(() => existsSync(old)).toBe(false);
    expect([young, join(dataDir, 'postgres')].map((path) => existsSync(path))).toEqual([true, true]);
  });
});
