import { describe, expect, it } from 'vitest';
import { makeKey, parseKey } from './key.js';

// Put together by hand, its checksum computed with Python's zlib.
const SAMPLE = 'clr_default-0123456789ab_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg29KLjW';

describe('an API key', () => {
  it('says which tenant and which key it is, and is read back', () => {
    const key = makeKey('acme-2');
    expect(key.text).toMatch(/^clr_acme-2-[0-9a-hjkmnp-tv-z]{12}_[0-9A-Za-z]{49}$/);
    expect(parseKey(key.text)).toEqual(key);
    expect(key).toMatchObject({ tenant: 'acme-2', id: key.text.split('_')[1] });
  });

  it('keeps its format: a key that was issued once is read by every later version', () => {
    expect(parseKey(SAMPLE)).toEqual({ id: 'default-0123456789ab', tenant: 'default', text: SAMPLE });
  });

  it('is another one each time', () => {
    const texts = Array.from({ length: 200 }, () => makeKey('default').text);
    expect(new Set(texts.map((text) => text.slice(4, 24))).size).toBe(200);
    expect(new Set(texts.map((text) => text.slice(-49, -6))).size).toBe(200);
  });

  it('is refused when any one character is another', () => {
    const { text } = makeKey('default');
    for (let place = 0; place < text.length; place += 1) {
      const other = text[place] === 'x' ? 'y' : 'x';
      expect(parseKey(text.slice(0, place) + other + text.slice(place + 1))).toBeNull();
    }
  });

  it('is refused when two neighbours changed places', () => {
    const { text } = makeKey('default');
    for (let place = 0; place + 1 < text.length; place += 1) {
      const [left = '', right = ''] = text.slice(place, place + 2);
      if (left === right) continue;
      expect(parseKey(text.slice(0, place) + right + left + text.slice(place + 2))).toBeNull();
    }
  });

  it.each([
    ['empty', ''],
    ['a prefix alone', 'clr_'],
    ['longer by a line feed', `${SAMPLE}\n`],
    ['shorter', SAMPLE.slice(0, -1)],
    ['of another kind', `ghp_${SAMPLE.slice(4)}`],
    ['a plain text', 'correct-horse-battery-staple-correct-horse'],
  ])('is not a text that is %s', (_, text) => {
    expect(parseKey(text)).toBeNull();
  });

  it.each(['', 'Acme', 'a_b', '-a', 'a-', 'ä', 'x'.repeat(64)])('cannot name the tenant "%s"', (tenant) => {
    expect(() => makeKey(tenant)).toThrow(RangeError);
  });
});
