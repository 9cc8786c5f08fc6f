import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { table } from '../../src/cli/output/table.js';
import { clip, pad, plain, textWidth } from '../../src/cli/output/width.js';

describe('Width in cells', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['Größe', 5],
    ['Gro\u0308\u00dfe', 5],
    ['復元', 4],
    ['ひらがな・カタカナー', 20],
    ['ｶﾀｶﾅ', 4],
    ['한국어', 6],
    ['ﾡ', 1],
    ['「引用」', 8],
    ['ＡＢＣ', 6],
    ['“quoted” – …', 12],
    ['✓', 1],
    ['✅', 2],
    ['❤️', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['a\u200bb', 2],
  ])('of %j is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('is kept by clip and reached by pad, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, width) => {
        const clipped = clip(text, width);
        expect(textWidth(clipped)).toBeLessThanOrEqual(width);
        expect(textWidth(pad(clipped, width))).toBe(width);
        if (textWidth(text) <= width) expect(clipped).toBe(text);
      }),
    );
  });

  test('clip cuts between characters and says so', () => {
    expect(clip('復元をテスト', 6)).toBe('復元…');
    expect(clip('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
    expect(clip('abc', 0)).toBe('');
  });

  test('plain keeps one line', () => {
    expect(plain(' a\r\n\tb\u009bc\u2066 ')).toBe('a b c');
  });
});

describe('A table', () => {
  const columns = [
    { title: 'KEY', value: (row: { key: string }) => row.key },
    { title: 'TITLE', value: (row: { title?: string }) => row.title ?? null, isFlexible: true },
    { title: 'N', value: () => 1 },
  ];
  const rows = [
    { key: 'a', title: 'A title that is long' },
    { key: 'a-long-key', title: 'B' },
  ];

  test('is as wide as it comes where there is no terminal', () => {
    expect(table(rows, columns, null)).toBe(
      'KEY         TITLE                 N\na           A title that is long  1\na-long-key  B                     1\n',
    );
  });

  test('takes width from flexible columns first', () => {
    const long = [{ key: 'a-long-key', title: 'A title that is really rather long' }];
    expect(table(long, columns, 38)).toBe(
      'KEY         TITLE                    N\na-long-key  A title that is really…  1\n',
    );
  });

  test('leaves out optional columns, the last one first, before it shortens what must not be', () => {
    const more = [
      { title: 'KEY', value: (row: { key: string }) => row.key },
      { title: 'ONE', value: () => 'first', isOptional: true },
      { title: 'TWO', value: () => 'second', isOptional: true },
      { title: 'END', value: () => 'z' },
    ];
    expect(table(rows, more, 30)).toContain('KEY         ONE    TWO     END\n');
    expect(table(rows, more, 29)).toContain('KEY         ONE    END\n');
    expect(table(rows, more, 17)).toContain('KEY         END\n');
    expect(table(rows, more, 14)).toContain('KEY        END\na          z\na-long-k…  z\n');
  });

  test('gives up below what can be read', () => {
    expect(table(rows, columns, 5)).toContain('a         A title…  1\n');
  });

  test('holds a hundred thousand rows', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ key: `${index}`, title: 'T' }));
    expect(table(many, columns, 80).split('\n')).toHaveLength(100_002);
  });
});
