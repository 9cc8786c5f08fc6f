import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyRing, SecretsUnreadable } from './key-ring.js';
import { Secret } from './secret.js';

const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)] as const;
const ring = KeyRing.parse(ONE, 'test');

it('gives any text back that it was given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (text, bound) => {
      expect(ring.open(ring.seal(text, bound), bound)).toBe(text);
    }),
  );
});

it('opens nothing of which a bit was changed, or that is bound to something else', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 7 }), (at, bit) => {
      const sealed = ring.seal('the secret', ['a', 'b']);
      expect(() => ring.open(sealed, ['ab', ''])).toThrow(SecretsUnreadable);
      const bytes = Buffer.from(sealed.sealed);
      bytes[at % bytes.length]! ^= 1 << bit;
      expect(() => ring.open({ ...sealed, sealed: bytes }, ['a', 'b'])).toThrow(SecretsUnreadable);
      expect(() => ring.open({ ...sealed, sealed: bytes.subarray(0, at % 30) }, ['a', 'b'])).toThrow(
        SecretsUnreadable,
      );
    }),
  );
});

it('never makes the same ciphertext twice', () => {
  expect(ring.seal('x', []).sealed).not.toEqual(ring.seal('x', []).sealed);
});

it('encrypts under the newest key and reads under older ones', () => {
  const both = KeyRing.parse(`${TWO}\n${ONE}`, 'test');
  expect(both.newestId).not.toBe(ring.newestId);
  expect(both.open(ring.seal('old', []), [])).toBe('old');
  expect(() => ring.open(both.seal('new', []), [])).toThrow(/is not here/);
});

it.each(['', 'x', 'g'.repeat(64), '1'.repeat(63), `${ONE} ${TWO}1`])('takes no key like "%s"', (text) => {
  expect(() => KeyRing.parse(text, 'CLEARANCE_SECRETS_KEY')).toThrow(/CLEARANCE_SECRETS_KEY/);
});

it('shows a secret to nobody who does not ask for it', () => {
  const secret = new Secret('whsec_1');
  for (const shown of [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
  ])
    expect(shown).not.toContain('whsec');
  expect(secret.reveal()).toBe('whsec_1');
});
