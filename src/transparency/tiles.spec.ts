import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundlePath, MalformedTilePath, parseTilePath, tilePath } from './tile-path.js';
import { decodeBundle, decodeTile, encodeBundle, MalformedTile, widthAt } from './tiles.js';

const width = fc.integer({ min: 1, max: 256 });
const index = fc.maxSafeInteger().map(Math.abs);

describe('paths', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 0, width: 1 }, 'tile/0/000.p/1'],
    [{ level: 1, index: 67, width: 255 }, 'tile/1/067.p/255'],
    [{ level: 63, index: 999, width: 256 }, 'tile/63/999'],
    [{ level: 0, index: 1000, width: 256 }, 'tile/0/x001/000'],
    [{ level: 2, index: 1234067, width: 8 }, 'tile/2/x001/x234/067.p/8'],
  ])('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ kind: 'tile', tile });
    const bundle = { index: tile.index, width: tile.width };
    const entries = path.replace(/^tile\/[0-9]+/, 'tile/entries');
    expect(bundlePath(bundle)).toBe(entries);
    expect(parseTilePath(entries)).toEqual({ kind: 'bundle', bundle });
  });

  it('are read back as written', () => {
    fc.assert(
      fc.property(fc.nat(63), index, width, (level, at, wide) => {
        const tile = { level, index: at, width: wide };
        expect(parseTilePath(tilePath(tile))).toEqual({ kind: 'tile', tile });
        expect(parseTilePath(bundlePath(tile))).toEqual({
          kind: 'bundle',
          bundle: { index: at, width: wide },
        });
      }),
    );
  });

  it.each([
    '',
    'tile/0',
    'tile/0/',
    '/tile/0/000',
    'tile/0/000/',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001/x067',
    'tile/0/X001/067',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    'tile/0/000.p/1/2',
    'tile/0/000.p',
    'tile/entries',
    'tile/Entries/000',
    'tile/0/../000',
    'tile/0/٠٠٠',
    'tile/0/000\n',
    'tile/0/x009/x007/x199/x254/x740/993',
    `tile/0/${'x001/'.repeat(100_000)}067`,
  ])('refused: %j', (path) => {
    expect(() => parseTilePath(path)).toThrow(MalformedTilePath);
  });

  it.each([
    { level: 64, index: 0, width: 1 },
    { level: 0.5, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
    { level: 0, index: 0, width: 1.5 },
  ])('not made: %j', (tile) => {
    expect(() => tilePath(tile)).toThrow(MalformedTilePath);
  });
});

describe('tiles', () => {
  it('have the widths that the specification gives for 70,000 leaves', () => {
    const widths = (level: number, indices: number[]) => indices.map((at) => widthAt(level, at, 70_000));
    expect(widths(0, [0, 272, 273, 274])).toEqual([256, 256, 112, 0]);
    expect(widths(1, [0, 1, 2])).toEqual([256, 17, 0]);
    expect(widths(2, [0, 1])).toEqual([1, 0]);
    expect(widths(3, [0])).toEqual([0]);
  });

  it('are refused when they are not as wide as they should be', () => {
    const bytes = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
    expect(decodeTile(bytes, 2)).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
    for (const wrong of [1, 3, 0]) expect(() => decodeTile(bytes, wrong)).toThrow(MalformedTile);
    expect(() => decodeTile(bytes.subarray(1), 2)).toThrow(MalformedTile);
  });
});

describe('bundles', () => {
  it('are read back as written, and refused for any other width, cut and tail', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, fc.nat(), (given, cut) => {
        const bytes = encodeBundle(given);
        expect(decodeBundle(bytes, given.length).map((entry) => [...entry])).toEqual(
          given.map((entry) => [...entry]),
        );
        expect(() => decodeBundle(bytes, given.length + 1)).toThrow(MalformedTile);
        expect(() => decodeBundle(bytes, given.length - 1)).toThrow(MalformedTile);
        expect(() => decodeBundle(Buffer.concat([bytes, Buffer.of(0)]), given.length)).toThrow(MalformedTile);
        expect(() => decodeBundle(bytes.subarray(0, cut % bytes.length), given.length)).toThrow(
          MalformedTile,
        );
      }),
    );
  });

  it('hold entries of up to 65,535 bytes', () => {
    const longest = Buffer.alloc(65_535, 7);
    expect(decodeBundle(encodeBundle([longest, Buffer.alloc(0)]), 2)).toEqual([longest, Buffer.alloc(0)]);
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow(MalformedTile);
  });

  it('hold 1 to 256 entries', () => {
    expect(() => encodeBundle([])).toThrow(MalformedTile);
    const entries = Array.from({ length: 257 }, () => Buffer.alloc(0));
    expect(() => encodeBundle(entries)).toThrow(MalformedTile);
    expect(encodeBundle(entries.slice(1))).toHaveLength(512);
  });
});
