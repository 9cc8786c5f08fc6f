import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKey, KEY_LENGTH, KeyPool, looksLikeId, shorten, slug } from './slug.js';

const UUID = '123e4567-e89b-12d3-a456-426614174000';

describe('slugs', () => {
  it.each([
    ['Test the restore', 'test-the-restore'],
    ["ZITADEL's  API (v2)", 'zitadels-api-v2'],
    ['⚠️ 1️⃣ Über-Prüfung', '1-über-prüfung'],
    [':lock: Security', 'security'],
    ['認証', '認証'],
    ['ﾊﾟｽﾜｰﾄﾞ／ガ', 'ﾊﾟｽﾜｰﾄﾞ-ガ'],
    ['हिन्दी जाँच', 'हिन्दी-जाँच'],
    ['🗂 ✅', ''],
  ])('%s becomes %s', (title, expected) => expect(slug(title)).toBe(expected.normalize('NFC')));

  it('are shortened at a word where one ends near', () => {
    expect(shorten('one-two-three', 8)).toBe('one-two');
    expect(shorten('one-two-three', 7)).toBe('one-two');
    expect(shorten('a-veryveryverylongword', 10)).toBe('a-veryvery');
    expect(shorten('𝒜𝒜𝒜', 3)).toBe('𝒜');
  });
});

describe('keys', () => {
  it('are never shaped like an id', () => {
    expect(looksLikeId('itm_01')).toBe(true);
    expect(looksLikeId(UUID)).toBe(true);
    expect(isKey(UUID)).toBe(false);
    expect(isKey('itm_x')).toBe(false);
    expect(new KeyPool().give(UUID, 'item')).toBe(`item-${UUID}`);
  });

  it('collide into -2, -3, in order, within the length', () => {
    const pool = new KeyPool(['a-2']);
    expect([1, 2, 3].map(() => pool.give('a', 'item'))).toEqual(['a', 'a-3', 'a-4']);
    const long = 'x'.repeat(80);
    expect([1, 2].map(() => pool.give(long, 'item').length)).toEqual([KEY_LENGTH, KEY_LENGTH]);
    expect(pool.give('', 'item')).toBe('item');
  });

  it('are valid and different whatever the titles', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }), (titles) => {
        const pool = new KeyPool();
        const keys = titles.map((title) => pool.give(slug(title), 'item'));
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key).toSatisfy(isKey);
      }),
    );
  });
});
