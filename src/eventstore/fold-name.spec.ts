import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from './fold-name.js';

describe('names', () => {
  it.each([
    ['Payments-API', 'payments-api'],
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ὈΔΥΣΣΕΎΣ', 'ὀδυσσεύς'],
    ['ὀδυσσεύσ', 'ὀδυσσεύς'],
    ['ﬁnanz', 'FINANZ'],
    ['ŉ', 'ʼN'],
    ['ΐ', 'Ϊ́'],
    ['Größe', 'Gro\u0308ße'],
    ['\u212aelvin', 'kelvin'],
    ['ſchluß', 'SCHLUSS'],
    ['İstanbul', 'i\u0307stanbul'],
    ['ǅ', 'ǆ'],
    ['Ꮳ', 'ꮳ'],
    ['ᾳ', 'ΑΙ'],
  ])('%s and %s are the same', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ['ılık', 'ilik'],
    ['KILIK', 'kılık'],
    ['İstanbul', 'istanbul'],
    ['Grosse', 'Größe'],
    ['①', '1'],
    ['ｗｉｄｅ', 'wide'],
    ['監視', '监视'],
  ])('%s and %s are two', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  it('of letters as most have them are kept in lower case', () => {
    expect(['Shop-1', 'ΟΔΟΣ', 'Ärger', 'ılık', '在庫'].map(foldName)).toEqual([
      'shop-1',
      'οδος',
      'ärger',
      'ılık',
      '在庫',
    ]);
  });

  it('folded are folded, and their case never tells two apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const folded = foldName(name);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(name.toLowerCase())).toBe(folded);
        if (!name.includes('\u0131')) expect(foldName(name.toUpperCase())).toBe(folded);
      }),
    );
  });
});
