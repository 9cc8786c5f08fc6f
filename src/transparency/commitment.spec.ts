import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commit, InvalidSalt, verifyCommitment } from './commitment.js';

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
const text = fc.string({ unit: 'binary', maxLength: 300 });

describe('commit', () => {
  it('gives the bytes that openssl gives', () => {
    // printf '{"answer":"done"}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f
    const counting = Uint8Array.from({ length: 32 }, (_, index) => index);
    expect(commit(counting, '{"answer":"done"}').toString('hex')).toBe(
      '9ad6508b8030f407c8359a93f8c0178126e9ab6aa1721828636a88e8487e31c9',
    );
  });

  it('is HMAC-SHA-256 of the UTF-8 bytes', () => {
    fc.assert(
      fc.property(salt, text, (key, message) => {
        const expected = createHmac('sha256', key).update(message, 'utf8').digest();
        expect(commit(key, message)).toEqual(expected);
        expect(commit(key, Buffer.from(message))).toEqual(expected);
        expect(verifyCommitment(key, message, expected)).toBe(true);
      }),
    );
  });

  it.each([0, 31, 33, 64])('refuses a salt of %i bytes', (length) => {
    expect(() => commit(new Uint8Array(length), '')).toThrow(InvalidSalt);
    expect(verifyCommitment(new Uint8Array(length), '', new Uint8Array(32))).toBe(false);
  });

  it('fails for another text, another salt, and each changed bit', () => {
    const key = new Uint8Array(32).fill(7);
    const commitment = commit(key, 'text');
    expect(verifyCommitment(key, 'Text', commitment)).toBe(false);
    expect(verifyCommitment(new Uint8Array(32).fill(8), 'text', commitment)).toBe(false);
    expect(verifyCommitment(key, 'text', commitment.subarray(1))).toBe(false);
    for (let bit = 0; bit < 256; bit++) {
      const changed = Uint8Array.from(commitment);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(verifyCommitment(key, 'text', changed)).toBe(false);
    }
  });
});
