import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit } from '../../src/transparency/commitment.js';
import { TAR_BLOCK } from '../../src/transparency/tar.js';
import { type Files, packed, type Told, verifiedWith } from './export-scene.js';
import { erased, ForgedLog } from './forger.js';

const ERASING = { type: 'privacy.erased', payload: '{"ranges":[[0,1]]}' };
const EVENTS = [{ body: '{"reason":"a"}' }, { body: '{"reason":"b"}' }, {}, ERASING];
const NOTE = 'anchors/0';

/** Whoever runs a log has its real key, and may sign what he likes: none of this is about signatures. */
describe('An export that its operator has made up', () => {
  let log: ForgedLog;
  let folder: string;
  beforeAll(() => {
    log = new ForgedLog(EVENTS);
    folder = mkdtempSync(join(tmpdir(), 'clearance-forged-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const told = async (files: Files, ...args: string[]): Promise<Told> =>
    await verifiedWith(packed(files), '--key', log.key, ...args);

  it('is valid as long as nothing is', async () => {
    expect(await told(await log.files())).toMatchObject({ code: 0 });
    const more = [['erasures/3', await log.erasure(3)]] as const;
    expect(await told(await log.files({ more, disclosed: erased(1, 3) }))).toMatchObject({ code: 0 });
  });

  it.each<[string, (one: Record<string, unknown>) => object | string, string]>([
    ['a private text beside its erasure', (d) => ({ ...d, private: '{"reason":"x"}' }), 'without its salt'],
    ['the salt of what was erased', (d) => ({ ...d, private_salt: 'A'.repeat(43) }), 'a salt alone'],
    ['no erasure where one was', (d) => ({ ...d, erased_by: null }), 'no event in the log says'],
    ['another erasure', (d) => ({ ...d, erased_by: 2 }), 'that at position 2 does not'],
    ['a member twice', (d) => JSON.stringify(d).replace('{', '{"payload":"{}",'), 'one form'],
    ['another member', (d) => ({ ...d, note: 'x' }), 'one form'],
    ['white space', (d) => JSON.stringify(d).replace('{', '{ '), 'one form'],
    ['a salt written otherwise', (d) => ({ ...d, payload_salt: `${String(d.payload_salt)}=` }), 'payload'],
    [
      'a fraction as position',
      (d) => JSON.stringify(d).replace('"position":1', '"position":1.5'),
      'position',
    ],
  ])('is refused with %s', async (_, change, why) => {
    const more = [['erasures/3', await log.erasure(3)]] as const;
    const disclosed = (one: Parameters<ReturnType<typeof erased>>[0]): object | string =>
      one.position === 1 ? change({ ...erased(1, 3)(one) }) : one;
    const { code, said } = await told(await log.files({ more, disclosed }));
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('at position 1: ') });
    expect(said).toContain(why);
  });

  it('is refused where it says of an event that is whole that it was erased', async () => {
    for (const position of [0, 2]) {
      const more = [['erasures/3', await log.erasure(3)]] as const;
      const files = await log.files({
        more,
        disclosed: (one) => (one.position === position ? { ...one, erased_by: 3 } : one),
      });
      expect(await told(files)).toMatchObject({ code: 1, said: expect.stringContaining('and is not') });
    }
  });

  it('is refused where the erasure is of another log, or of another tree under the same key', async () => {
    const other = new ForgedLog(EVENTS, 'forged.example/log/other');
    const alien = await log.files({ more: [['erasures/3', await other.erasure(3)]] });
    expect(await told(alien, '--key', other.key)).toMatchObject({
      code: 1,
      said: expect.stringContaining('of another log'),
    });
    const used = await log.files({
      more: [['erasures/3', await other.erasure(3)]],
      disclosed: erased(1, 3),
    });
    expect(await told(used, '--key', other.key)).toMatchObject({
      code: 1,
      said: expect.stringContaining('at position 1: '),
    });
    const beside = new ForgedLog([{ ...ERASING }], log.origin, 0, 3);
    const files = await log.files({ more: [['erasures/3', await beside.erasure(0)]] });
    expect(await told(files)).toMatchObject({
      code: 1,
      said: expect.stringContaining('not the one that it'),
    });
    const longer = new ForgedLog([...EVENTS, {}], log.origin);
    const later = await log.files({ more: [['erasures/3', await longer.erasure(3)]] });
    expect(await told(later)).toMatchObject({ code: 1, said: expect.stringContaining('by another tree') });
  });

  it('is refused for an erasure that is not proven, but first for what is wrong at earlier positions', async () => {
    const more = [['erasures/3', await new ForgedLog(EVENTS).erasure(3)]] as const;
    expect(await told(await log.files({ more }))).toMatchObject({
      code: 1,
      said: expect.stringContaining('at position 3: the erasing event at position 3 is not proven'),
    });
    const files = await log.files({ more, disclosed: (one) => ({ ...one, payload: '{"n":1}' }) });
    expect(await told(files)).toMatchObject({ code: 1, said: expect.stringContaining('at position 0: ') });
  });

  it('believes an erasure of a later epoch, under its own key', async () => {
    const next = 2 ** 32;
    const epoch = new ForgedLog([{}, ERASING], `${log.origin}/1`, 1, next);
    const more = [[`erasures/${next + 1}`, await epoch.erasure(1)]] as const;
    const files = await log.files({ more, disclosed: erased(0, next + 1) });
    expect(await told(files, '--key', epoch.key)).toMatchObject({ code: 0 });
    expect(await told(files)).toMatchObject({
      code: 2,
      said: expect.stringContaining(`give the key of ${epoch.origin} as well`),
    });
    const elsewhere = new ForgedLog([{}, ERASING], `${log.origin}/1`, 1, next + 7);
    const wrong = [[`erasures/${next + 8}`, await elsewhere.erasure(1)]] as const;
    const moved = await log.files({ more: wrong, disclosed: erased(0, next + 8) });
    expect(await told(moved, '--key', epoch.key)).toMatchObject({ code: 1 });
  });

  it.each<[string, object, string]>([
    ['a beginning that no time was asked for', { from: 1, events: 3 }, 'leaves positions out'],
    ['an end that no time was asked for', { to: 3, events: 3 }, 'leaves positions out'],
    ['a time of another form', { from_time: '2026-01-01' }, 'from_time'],
    ['a time that texts compare wrongly', { to_time: '2026-01-01T00:00:09Z' }, 'to_time'],
    ['a time of its own that is none', { created_at: 'yesterday' }, 'created_at'],
    ['a root that is none', { root: 'AAAA' }, 'root'],
    ['fewer events', { events: 3 }, 'the manifest says 3'],
    ['a project that has none', { project: 'prj_x', events: 0 }, 'position 0'],
    ['a range behind its tree', { to: 5 }, 'not within its tree'],
    ['another epoch', { epoch: 1 }, 'position 0'],
    ['another first position', { first_position: 1, from: 1, to: 5 }, 'position 1'],
  ])('is refused whose manifest says %s', async (_, manifest, why) => {
    expect(await told(await log.files({ manifest }))).toMatchObject({
      code: 1,
      said: expect.stringContaining(why),
    });
  });

  it('is refused with files in another order, left out, twice, or in a form of their own', async () => {
    const anchor = (change: object = {}): string => {
      const whole = {
        kind: 'git',
        at: '2026-01-01T00:00:03.000000Z',
        checkpoint: '',
        token: null,
        ...change,
      };
      return JSON.stringify(whole);
    };
    const checkpoint = await log.checkpoint();
    const good = await log.files({
      more: [
        ['erasures/3', await log.erasure(3)],
        [NOTE, anchor({ checkpoint })],
        ['anchors/1', anchor({ checkpoint })],
      ],
    });
    expect(await told(good)).toMatchObject({ code: 0 });
    for (const [index, file] of good.entries()) {
      const rest = good.filter((one) => one !== file);
      if (!/^(?:erasures|anchors\/1)/.test(file.name))
        expect((await told(rest)).code, `without ${file.name}`).not.toBe(0);
      expect((await told([...good.slice(0, index), file, ...good.slice(index)])).code, file.name).toBe(1);
      for (let place = 1; place <= rest.length; place += 1)
        if (place !== index)
          expect(
            (await told(rest.toSpliced(place, 0, file))).code,
            `${file.name} moved to ${place}`,
          ).not.toBe(0);
    }
    for (const at of ['2026', 'Jan 1 2026', '2026-01-01T00:00:03Z', '']) {
      const files = await log.files({ more: [[NOTE, anchor({ checkpoint, at })]] });
      expect(await told(files), at).toMatchObject({ code: 1, said: expect.stringContaining('its time') });
    }
    for (const text of [anchor({ checkpoint, more: 1 }), ` ${anchor({ checkpoint })}`])
      expect(await told(await log.files({ more: [[NOTE, text]] }))).toMatchObject({ code: 1 });
  });

  it('is refused with anything in its archive that other programs may read, and this one does not', async () => {
    const archive = packed(await log.files());
    const patched = async (at: number, bytes: string | Buffer): Promise<Told> => {
      const copy = Buffer.from(archive);
      copy.set(Buffer.from(bytes as Buffer), at);
      // With a sum that fits: what sums up is still not what an export has.
      const header = copy.subarray(0, TAR_BLOCK);
      header.write('        ', 148);
      header.write(
        `${header
          .reduce((sum, byte) => sum + byte, 0)
          .toString(8)
          .padStart(6, '0')}\0 `,
        148,
      );
      return await verifiedWith(copy, '--key', log.key);
    };
    expect(await patched(0, 'manifest')).toMatchObject({ code: 0 });
    for (const [at, bytes] of [
      [20, 'hidden'],
      [100, '0000755'],
      [108, '0001750'],
      [136, '00000000001'],
      [156, '\0'],
      [156, '2'],
      [156, 'x'],
      [156, 'S'],
      [157, '/etc/passwd'],
      [257, 'ustar  \0'],
      [265, 'root'],
      [329, '0000001'],
      [345, 'folder'],
      [500, 'rest'],
    ] as const)
      expect((await patched(at, bytes)).code, `${bytes} at ${at}`).toBe(2);
    const [manifest] = await log.files();
    const padding = TAR_BLOCK + (manifest?.bytes.length ?? 0) + 3;
    expect(await patched(padding, 'hidden')).toMatchObject({
      code: 1,
      said: expect.stringContaining('hidden behind manifest'),
    });
    expect(await verifiedWith(archive.subarray(0, -TAR_BLOCK), '--key', log.key)).toMatchObject({ code: 1 });
  });

  it('is compared with the checkpoints of its own log in a folder that has others', async () => {
    const other = new ForgedLog(EVENTS, 'forged.example/log/other');
    const files = await log.files();
    mkdirSync(join(folder, 'held'));
    writeFileSync(join(folder, 'held', 'other.checkpoint'), await other.checkpoint());
    expect(await told(files, '--checkpoint', join(folder, 'held'))).toMatchObject({
      code: 2,
      said: expect.stringContaining(`holds no checkpoint of ${log.origin}`),
    });
    writeFileSync(join(folder, 'held', 'mine.checkpoint'), await log.checkpoint());
    expect(await told(files, '--checkpoint', join(folder, 'held'))).toMatchObject({ code: 0 });
    expect(await told(files, '--checkpoint', join(folder, 'held/other.checkpoint'))).toMatchObject({
      code: 2,
    });
    writeFileSync(
      join(folder, 'held', 'false.checkpoint'),
      await log.checkpoint(4, commit(Buffer.alloc(32), '')),
    );
    expect(await told(files, '--checkpoint', join(folder, 'held'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('another history'),
    });
  });
});
