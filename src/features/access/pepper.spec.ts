import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Pepper, readPepper, sameHash } from './pepper.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'clearance-pepper-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

describe('the pepper', () => {
  it('hashes with HMAC-SHA-256 and has an id that does not tell it', () => {
    const secret = 'a pepper of 32 characters or more';
    const pepper = new Pepper(secret);
    expect(pepper.hash('clr_x')).toBe(createHmac('sha256', secret).update('clr_x').digest('hex'));
    const whole = createHash('sha256').update(`clearance pepper${secret}`).digest('hex');
    expect(pepper.id).toBe(whole.slice(0, 16));
  });

  it('comes from the environment where it is given, and leaves no file then', async () => {
    const pepper = await readPepper({ keyPepper: 'p'.repeat(32), dataDir });
    expect(pepper.id).toBe(new Pepper('p'.repeat(32)).id);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is made once, in a file that only its owner may read', async () => {
    const folder = join(dataDir, 'not', 'there', 'yet');
    const first = await readPepper({ keyPepper: null, dataDir: folder });
    const path = join(folder, 'key-pepper');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['key-pepper']);
    const again = await readPepper({ keyPepper: null, dataDir: folder });
    expect(again.hash('x')).toBe(first.hash('x'));
    const moved = await readPepper({ keyPepper: (await readFile(path, 'utf8')).trim(), dataDir });
    expect(moved.hash('x')).toBe(first.hash('x'));
  });

  it('is the same for all who start at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => readPepper({ keyPepper: null, dataDir })));
    expect(new Set(all.map((pepper) => pepper.id)).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['key-pepper']);
  });

  it('is not made anew where the file was spoilt', async () => {
    await writeFile(join(dataDir, 'key-pepper'), '');
    await expect(readPepper({ keyPepper: null, dataDir })).rejects.toMatchObject({ name: 'InvalidConfig' });
  });
});

describe('comparing hashes', () => {
  it('takes equal ones alone', () => {
    const hash = 'ab'.repeat(32);
    expect(sameHash(hash, hash)).toBe(true);
    expect(sameHash(hash, `${'ab'.repeat(31)}ac`)).toBe(false);
    expect(sameHash(hash, 'ab')).toBe(false);
    expect(sameHash(hash, '')).toBe(false);
  });
});
