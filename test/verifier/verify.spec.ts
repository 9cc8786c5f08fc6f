import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSignerKey, parseSignerKey } from '../../src/transparency/note-sign.js';
import { formatVerifierKey } from '../../src/transparency/note-key.js';
import { decodeBundle, encodeBundle } from '../../src/transparency/tiles.js';
import { createSealingScene, ORIGIN, type SealingScene } from '../sealing/scene.js';
import { changed, exported, packed, unpacked, verified, verifiedWith } from './export-scene.js';

const SIZE = 700;

describe('The offline verifier', () => {
  let s: SealingScene;
  let whole: Buffer;
  let times: string[];
  beforeAll(async () => {
    s = await createSealingScene();
    await s.append(300);
    await s.append(150);
    await s.append(250);
    await s.seal();
    whole = await exported(s);
    const rows = await s.db.admin<{ at: string }[]>`
      SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
      FROM eventstore.events ORDER BY position`;
    times = rows.map(({ at }) => at);
  });
  afterAll(async () => s.close());

  it('accepts the whole log, in tlog-tiles layout, and says what an anchor would add', async () => {
    const { code, said } = await verified(s, whole);
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('VALID') });
    expect(said).toContain(`disclosed    ${SIZE} events`);
    expect(said).toContain('No checkpoint was given');
    expect(unpacked(whole).map(({ name }) => name)).toEqual([
      'manifest',
      'checkpoint',
      'README.txt',
      'tile/1/000.p/2',
      'tile/0/002.p/188',
      'tile/0/000',
      'tile/entries/000',
      'disclosed/000',
      'tile/0/001',
      'tile/entries/001',
      'disclosed/001',
      'tile/entries/002.p/188',
      'disclosed/002',
    ]);
    const listed = execFileSync('tar', ['-tf', '-'], { input: whole }).toString().trim().split('\n');
    expect(listed).toHaveLength(13);
  });

  it('accepts a project and a period, and holds them to be complete', async () => {
    const [row] = await s.db.admin<{ count: number }[]>`
      SELECT count(*) FROM eventstore.events WHERE project = 'prj_1'`;
    const project = await verified(s, await exported(s, { project: 'prj_1' }));
    expect(project).toMatchObject({
      code: 0,
      said: expect.stringContaining(`disclosed    ${row?.count} events of the project`),
    });
    const from = times[300] ?? '';
    const to = times[500] ?? '';
    const count = times.filter((at) => at >= from && at < to).length;
    const period = await exported(s, { from, to });
    expect(await verified(s, period)).toMatchObject({
      code: 0,
      said: expect.stringContaining(`disclosed    ${count} events`),
    });
    for (const range of [
      { from: '2000-01-01T00:00:00.000000Z', to: '2001-01-01T00:00:00.000000Z' },
      { from: '2100-01-01T00:00:00.000000Z' },
    ])
      expect(await verified(s, await exported(s, range))).toMatchObject({
        code: 0,
        said: expect.stringContaining('disclosed    0 events'),
      });
  });

  const lineOf = (bytes: Buffer, at: number) => bytes.toString().split('\n')[at] ?? '';
  const withLine = (bytes: Buffer, at: number, change: (line: string) => string | null) =>
    Buffer.from(
      bytes
        .toString()
        .split('\n')
        .flatMap((line, index) => (index === at ? (change(line) ?? []) : [line]))
        .join('\n'),
    );

  it.each<[string, string, (bytes: Buffer) => Buffer | null, number | null]>([
    [
      'a payload changed',
      'disclosed/001',
      (b) => withLine(b, 10, (l) => l.replace('\\"n\\":1', '\\"n\\":2')),
      266,
    ],
    [
      'a private part changed',
      'disclosed/000',
      (b) => withLine(b, 4, (l) => l.replace('because', 'becausE')),
      4,
    ],
    [
      'a private part left out',
      'disclosed/000',
      (b) => withLine(b, 4, (l) => JSON.stringify({ ...JSON.parse(l), private: null, private_salt: null })),
      4,
    ],
    [
      'a private part said to be erased',
      'disclosed/000',
      (b) =>
        withLine(b, 4, (l) =>
          JSON.stringify({ ...JSON.parse(l), private: null, private_salt: null, erased_by: 600 }),
        ),
      4,
    ],
    ['an event left out', 'disclosed/001', (b) => withLine(b, 10, () => null), 266],
    ['the last event left out', 'disclosed/002', (b) => withLine(b, 187, () => null), 699],
    [
      'two events swapped',
      'disclosed/000',
      (b) => {
        const [x, y] = [lineOf(b, 7), lineOf(b, 8)];
        return withLine(
          withLine(b, 7, () => y),
          8,
          () => x,
        );
      },
      7,
    ],
    ['an event twice', 'disclosed/000', (b) => withLine(b, 7, (l) => `${l}\n${l}`), 7],
    [
      'a leaf changed',
      'tile/entries/001',
      (b) => {
        const at = b.indexOf('"position":"300"');
        b[at + 13] = 0x34;
        return b;
      },
      300,
    ],
    [
      'a leaf left out of its bundle',
      'tile/entries/001',
      (b) => encodeBundle(decodeBundle(b, 256).toSpliced(10, 1)),
      266,
    ],
    [
      'the last leaf left out',
      'tile/entries/002.p/188',
      (b) => encodeBundle(decodeBundle(b, 188).slice(0, -1)),
      699,
    ],
    ['bytes behind its last leaf', 'tile/entries/002.p/188', (b) => Buffer.concat([b, Buffer.of(0)]), 699],
    ['a bundle left out', 'tile/entries/001', () => null, null],
    ['the last bundle left out', 'tile/entries/002.p/188', () => null, null],
    [
      'a tile changed',
      'tile/0/001',
      (b) => {
        b[3] = (b[3] ?? 0) ^ 1;
        return b;
      },
      null,
    ],
    ['a tile left out', 'tile/0/001', () => null, 256],
    [
      'a tile above changed',
      'tile/1/000.p/2',
      (b) => {
        b[3] = (b[3] ?? 0) ^ 1;
        return b;
      },
      null,
    ],
    ['a tile above left out', 'tile/1/000.p/2', () => null, null],
    ['the checkpoint left out', 'checkpoint', () => null, null],
    [
      'the checkpoint changed',
      'checkpoint',
      (b) => Buffer.from(b.toString().replace('\n700\n', '\n701\n')),
      null,
    ],
    [
      'the manifest changed',
      'manifest',
      (b) => Buffer.from(b.toString().replace('"to":700', '"to":690')),
      null,
    ],
  ])('refuses an export with %s', async (_, name, change, position) => {
    const { code, said } = await verified(s, changed(whole, name, change));
    expect({ code, said }).toMatchObject({ code: 1 });
    if (position !== null) expect(said).toContain(`NOT VALID at position ${position}:`);
  });

  it('refuses an export with any one bit of its files changed, but in the words for people', async () => {
    const files = unpacked(whole).filter(({ name }) => name !== 'README.txt');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(7),
        async (which, where, bit) => {
          const copy = files.map((file) => ({ ...file, bytes: Buffer.from(file.bytes) }));
          const { bytes = Buffer.alloc(1) } = copy[which] ?? {};
          const at = Math.floor(where * bytes.length);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const { code } = await verified(s, packed(copy));
          expect(code).toBe(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('believes the key it was given and no other', async () => {
    const stranger = parseSignerKey(generateSignerKey(ORIGIN)).key;
    expect(await verifiedWith(whole, '--key', formatVerifierKey(stranger))).toMatchObject({ code: 1 });
    const [key = ''] = await s.keys.verifierKeysOf('clearance.test/log/other');
    expect(await verifiedWith(whole, '--key', key)).toMatchObject({ code: 1 });
  });

  it('says that it could not check what is no export, or was asked wrongly', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('x'),
      Buffer.alloc(5000, 7),
      packed([{ name: 'a', bytes: Buffer.from('b') }]),
    ])
      expect((await verified(s, bytes)).code).toBe(2);
    expect((await verifiedWith(whole)).code).toBe(2);
    expect((await verifiedWith(whole, '--key', 'nonsense')).code).toBe(2);
    expect((await verified(s, whole, '--nonsense')).code).toBe(2);
    expect((await verified(s, whole, '--checkpoint', '/nowhere')).code).toBe(2);
    expect((await verifiedWith(whole, '--help')).code).toBe(0);
  });

  it('compares with checkpoints that others hold, and finds a log written anew under the real key', async () => {
    const held = join(s.folder, 'held');
    mkdirSync(held);
    await s.append(10);
    await s.seal();
    writeFileSync(join(held, '710.checkpoint'), (await s.tree()).checkpoint ?? '');
    expect(await verified(s, whole, '--checkpoint', held)).toMatchObject({
      code: 2,
      said: expect.stringContaining('set back'),
    });
    await s.append(30);
    await s.seal();
    const later = await exported(s);
    expect(await verified(s, later, '--checkpoint', held)).toMatchObject({
      code: 0,
      said: expect.not.stringContaining('No checkpoint was given'),
    });
    expect(await verified(s, later, '--checkpoint', join(held, '710.checkpoint'), '--json')).toMatchObject({
      code: 0,
      said: expect.stringContaining('"valid":true'),
    });

    for (const table of ['eventstore.events', 'sealing.trees', 'sealing.tiles'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await s.db.admin.unsafe(`UPDATE eventstore.events SET actor_id = 'somebody_else' WHERE position = 400`);
    for (const table of ['trees', 'tiles', 'edges']) await s.db.admin.unsafe(`DELETE FROM sealing.${table}`);
    rmSync(join(s.folder, 'signed'), { recursive: true });
    const forger = s.freshSealer();
    await s.seal(forger);
    const forged = await exported(s);
    expect(await verified(s, forged)).toMatchObject({
      code: 0,
      said: expect.stringContaining('No checkpoint was given'),
    });
    expect(await verified(s, forged, '--checkpoint', held)).toMatchObject({
      code: 1,
      said: expect.stringContaining('another history'),
    });
  });

  it('is one file that needs nothing but Node', async () => {
    const build = spawnSync(process.execPath, ['scripts/build-if-needed.mjs'], { encoding: 'utf8' });
    expect(build.status, build.stderr).toBe(0);
    const verifier = join(s.folder, 'verify.mjs');
    execFileSync('cp', ['dist/verify.mjs', verifier]);
    const file = join(s.folder, 'export.tar');
    writeFileSync(file, whole);
    const [key = ''] = await s.keys.verifierKeysOf(ORIGIN);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [verifier, ...args], { cwd: s.folder, encoding: 'utf8', env: {} });
    expect(run(file, '--key', key)).toMatchObject({ status: 0, stdout: expect.stringContaining('VALID') });
    writeFileSync(
      file,
      changed(whole, 'disclosed/000', (b) => withLine(b, 4, (l) => l.replace('because', 'x'))),
    );
    expect(run(file, '--key', key)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('position 4'),
    });
    expect(run('nowhere.tar', '--key', key)).toMatchObject({ status: 2 });
  });
});
