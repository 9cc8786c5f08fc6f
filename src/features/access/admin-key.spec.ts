import { describe, expect, it } from 'vitest';
import { nameOf, nameOfAdminKey } from './admin-key.js';
import { makeKey } from './key.js';
import { Pepper } from './pepper.js';

const pepper = new Pepper('p'.repeat(32));
const plain = 'any-text-of-32-characters-or-more';

describe('the name of a credential', () => {
  it('stands in a key', () => {
    const key = makeKey('acme');
    expect(nameOf(key.text, pepper)).toEqual({ tenant: 'acme', keyId: key.id });
  });

  it('is computed for a plain text, under the pepper', () => {
    const name = nameOf(plain, pepper);
    expect(name).toEqual({ tenant: 'default', keyId: `default-admin-${pepper.hash(plain).slice(0, 8)}` });
    expect(nameOf(plain, new Pepper('q'.repeat(32)))).not.toEqual(name);
    expect(nameOf(`${plain}!`, pepper)).not.toEqual(name);
  });

  it.each([
    ['too short a text', 'x'.repeat(31)],
    ['a key with a typing mistake', `${makeKey('default').text.slice(0, -1)}_`],
    ['a key cut short', makeKey('default').text.slice(0, 50)],
  ])('is none for %s', (_, text) => {
    expect(nameOf(text, pepper)).toBeNull();
  });
});

describe('the admin key of the environment', () => {
  it('may be plain, or a key of the tenant', () => {
    expect(nameOfAdminKey(plain, 'default', pepper)).toEqual(nameOf(plain, pepper));
    const key = makeKey('default');
    expect(nameOfAdminKey(key.text, 'default', pepper).keyId).toBe(key.id);
  });

  it.each([
    ['a space', 'correct horse battery staple correct horse'],
    ['a letter beyond ASCII', 'größer-als-zweiunddreißig-zeichen-lang'],
    ['half a key', makeKey('default').text.slice(0, 50)],
    ["another tenant's key", makeKey('acme').text],
  ])('is refused with %s, without being repeated', (_, text) => {
    expect(() => nameOfAdminKey(text, 'default', pepper)).toThrow(
      expect.objectContaining({ name: 'InvalidConfig', message: expect.not.stringContaining(text) }),
    );
  });
});
