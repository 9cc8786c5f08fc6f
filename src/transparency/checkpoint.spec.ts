import { describe, expect, it } from 'vitest';
import {
  formatCheckpoint,
  MalformedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  WrongOrigin,
} from './checkpoint.js';
import { generateSignerKey, parseSignerKey, signNote } from './note-sign.js';
import { UnverifiedNote } from './note.js';

const ORIGIN = 'clearance.example/log/default';
const root = Buffer.alloc(32, 5);
const base64 = root.toString('base64');

describe('checkpoints', () => {
  it('are three lines, read back as written', () => {
    const text = formatCheckpoint(ORIGIN, 20852163, root);
    expect(text).toBe(`${ORIGIN}\n20852163\n${base64}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin: ORIGIN, size: 20852163n, root, extensions: [] });
  });

  it('have sizes up to 2^64 - 1, and extension lines', () => {
    const text = formatCheckpoint('a log with spaces', 2n ** 64n - 1n, root);
    expect(parseCheckpoint(`${text}one\ntwo\n`)).toEqual({
      origin: 'a log with spaces',
      size: 2n ** 64n - 1n,
      root,
      extensions: ['one', 'two'],
    });
  });

  it.each([
    ['nothing', ''],
    ['two lines', 'a\n1\n'],
    ['no final newline', `a\n1\n${base64}`],
    ['an empty origin', `\n1\n${base64}\n`],
    ['an empty extension line', `a\n1\n${base64}\n\n`],
    ['a leading zero', `a\n01\n${base64}\n`],
    ['a sign', `a\n+1\n${base64}\n`],
    ['a negative size', `a\n-1\n${base64}\n`],
    ['a size in hex', `a\n0x1\n${base64}\n`],
    ['a size of 2^64', `a\n18446744073709551616\n${base64}\n`],
    ['a size of a million digits', `a\n${'1'.repeat(1_000_000)}\n${base64}\n`],
    ['a short root', `a\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a long root', `a\n1\n${Buffer.alloc(33).toString('base64')}\n`],
    ['an endless root', `a\n1\n${'A'.repeat(1_000_000)}\n`],
    ['a root in base64url', `a\n1\n${Buffer.alloc(32, 0xff).toString('base64url')}=\n`],
    ['a space after the root', `a\n1\n${base64} \n`],
  ])('are refused: %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(MalformedCheckpoint);
  });

  it.each<[string, number | bigint, Uint8Array]>([
    ['', 1, root],
    [`a\n1\n${base64}`, 1, root],
    ['a', -1, root],
    ['a', 1.5, root],
    ['a', 1e21, root],
    ['a', 2n ** 64n, root],
    ['a', 1, root.subarray(1)],
  ])('are not written: %j, %s', (origin, size, hash) => {
    expect(() => formatCheckpoint(origin, size, hash)).toThrow(MalformedCheckpoint);
  });

  it('are opened with the known keys, for the origin asked for', async () => {
    const signer = parseSignerKey(generateSignerKey(ORIGIN));
    const note = await signNote(formatCheckpoint(ORIGIN, 7, root), [signer]);
    expect(openCheckpoint(note, ORIGIN, [signer.key])).toEqual({
      checkpoint: { origin: ORIGIN, size: 7n, root, extensions: [] },
      signers: [signer.key],
    });
    expect(() => openCheckpoint(note, `${ORIGIN}/1`, [signer.key])).toThrow(WrongOrigin);
    expect(() => openCheckpoint(note.replace('\n7\n', '\n8\n'), ORIGIN, [signer.key])).toThrow(
      UnverifiedNote,
    );
    const noCheckpoint = await signNote('hello\n', [signer]);
    expect(() => openCheckpoint(noCheckpoint, ORIGIN, [signer.key])).toThrow(MalformedCheckpoint);
  });
});
