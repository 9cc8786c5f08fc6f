import { describe, expect, it } from 'vitest';
import { formatVerifierKey, InvalidKey, parseVerifierKey, verifierKey } from './note-key.js';
import { generateSignerKey, parseSignerKey, signNote } from './note-sign.js';
import { MalformedNote, parseNote, UnverifiedNote, verifyNote } from './note.js';

// The example of C2SP signed-note.
const FOO = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const log = parseSignerKey(generateSignerKey('clearance.example/log/default'));
const next = parseSignerKey(generateSignerKey('clearance.example/log/default'));
const other = parseSignerKey(generateSignerKey('other.example'));
const TEXT = 'first line\n\nthird line, après\n';

/** Changes one bit of the bytes in the last signature of a note. */
function withFlippedSignature(note: string): string {
  const at = note.lastIndexOf(' ') + 1;
  const bytes = Buffer.from(note.slice(at, -1), 'base64');
  bytes[20] = (bytes[20] as number) ^ 4;
  return `${note.slice(0, at)}${bytes.toString('base64')}\n`;
}

describe('notes', () => {
  it("verify the specification's example, as text and as bytes", () => {
    const key = parseVerifierKey(FOO);
    expect(key.id.toString(16)).toBe('530d903a');
    expect(verifyNote(EXAMPLE, [key])).toEqual({ text: 'This is an example message.\n', signers: [key] });
    expect(verifyNote(Buffer.from(EXAMPLE), [log.key, key]).signers).toEqual([key]);
    expect(formatVerifierKey(key)).toBe(FOO);
  });

  it('are signed by several keys, each of which suffices, and always to the same bytes', async () => {
    const note = await signNote(TEXT, [log, next]);
    expect(await signNote(TEXT, [log, next])).toBe(note);
    expect(parseNote(note).signatures.map(({ name, id }) => [name, id])).toEqual(
      [log, next].map(({ key }) => [key.name, key.id]),
    );
    expect(verifyNote(note, [log.key])).toEqual({ text: TEXT, signers: [log.key] });
    expect(verifyNote(note, [next.key, other.key]).signers).toEqual([next.key]);
    expect(verifyNote(note, [next.key, log.key]).signers).toEqual([log.key, next.key]);
  });

  it('count a signer once, whose line stands there twice', async () => {
    const note = await signNote(TEXT, [log]);
    const twice = `${note}${note.slice(note.lastIndexOf('—'))}`;
    expect(verifyNote(twice, [log.key, log.key]).signers).toEqual([log.key]);
  });

  it('ignore unknown signatures, wrong or of unknown algorithms', async () => {
    const note = await signNote(TEXT, [log]);
    const unknown = [
      `— ${log.key.name} ${Buffer.alloc(5).toString('base64')}`,
      `— witness.example ${Buffer.alloc(4 + 8 + 2420).toString('base64')}`,
    ];
    expect(verifyNote(`${note}${unknown.join('\n')}\n`, [log.key]).signers).toEqual([log.key]);
    const foreign = withFlippedSignature(await signNote(TEXT, [log, other]));
    expect(verifyNote(foreign, [log.key]).signers).toEqual([log.key]);
  });

  it('are refused whole when a known signature is wrong, though another is right', async () => {
    const note = withFlippedSignature(await signNote(TEXT, [log, other]));
    expect(() => verifyNote(note, [log.key, other.key])).toThrow(UnverifiedNote);
  });

  it('are refused when a known signature is cut short', async () => {
    const note = await signNote(TEXT, [log]);
    const signature = parseNote(note).signatures[0]?.signature as Buffer;
    const id = Buffer.from(note.slice(note.lastIndexOf(' ') + 1), 'base64').subarray(0, 4);
    const cut = Buffer.concat([id, signature.subarray(0, 63)]).toString('base64');
    expect(() => verifyNote(note.replace(/ [^ ]+\n$/, ` ${cut}\n`), [log.key])).toThrow('does not fit');
  });

  it('are refused for another text, and without a known key', async () => {
    const note = await signNote(TEXT, [log]);
    expect(() => verifyNote(note.replace('first', 'First'), [log.key])).toThrow(UnverifiedNote);
    expect(() => verifyNote(note, [next.key, other.key])).toThrow(UnverifiedNote);
    expect(() => verifyNote(note, [])).toThrow(UnverifiedNote);
  });

  it('split at the last empty line', async () => {
    const inner = await signNote(TEXT, [other]);
    const outer = await signNote(inner, [log]);
    expect(verifyNote(outer, [log.key]).text).toBe(inner);
    expect(() => verifyNote(outer, [other.key])).toThrow(UnverifiedNote);
    expect(verifyNote(await signNote('\n', [log]), [log.key]).text).toBe('\n');
  });

  const line = `— a.example ${Buffer.alloc(68).toString('base64')}`;
  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no signature', 'text\n'],
    ['an empty signature part', 'text\n\n'],
    ['no empty line', `text\n${line}\n`],
    ['no text at all', `\n${line}\n`],
    ['no final newline', `text\n\n${line}`],
    ['a carriage return', `text\r\n\n${line}\n`],
    ['a tab', `te\txt\n\n${line}\n`],
    ['U+0000', `te\0xt\n\n${line}\n`],
    ['a hyphen for the dash', `text\n\n${line.replace('—', '-')}\n`],
    ['a signature without name', `text\n\n— ${line.split(' ')[2]}\n`],
    ['an empty name', `text\n\n—  ${line.split(' ')[2]}\n`],
    ['a plus in the name', `text\n\n${line.replace('a.', 'a+')}\n`],
    ['a no-break space in the name', `text\n\n${line.replace('a.', 'a\u00a0')}\n`],
    ['a third part', `text\n\n${line} x\n`],
    ['a trailing space', `text\n\n${line} \n`],
    ['no base64', `text\n\n${line}*\n`],
    ['base64url', `text\n\n— a.example ${Buffer.alloc(68, 0xff).toString('base64url')}\n`],
    ['base64 without padding', `text\n\n${line.replaceAll('=', '')}\n`],
    ['base64 with stray bits', `text\n\n— a.example AAAAAAB=\n`],
    ['a key id alone', `text\n\n— a.example ${Buffer.alloc(4).toString('base64')}\n`],
    ['101 signatures', `text\n\n${`${line}\n`.repeat(101)}`],
    ['more than a million bytes', `${'x'.repeat(1_000_000)}\n\n${line}\n`],
    ['more than a million bytes in fewer letters', `${'€'.repeat(340_000)}\n\n${line}\n`],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.of(0xff), Buffer.from(`\n\n${line}\n`)])],
    ['a lone surrogate', `\ud800\n\n${line}\n`],
  ])('refuse %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(MalformedNote);
  });

  it('take 100 signatures, and names beyond ASCII', () => {
    expect(parseNote(`text\n\n${`${line}\n`.repeat(100)}`).signatures).toHaveLength(100);
    expect(parseNote(`text\n\n${line.replace('a.', 'ä.')}\n`).signatures[0]?.name).toBe('ä.example');
  });

  it('are not signed when they could not be read back', async () => {
    await expect(signNote('no newline', [log])).rejects.toThrow(MalformedNote);
    await expect(signNote('a\rb\n', [log])).rejects.toThrow(MalformedNote);
    await expect(signNote('\ud800\n', [log])).rejects.toThrow(MalformedNote);
    await expect(signNote(TEXT, [])).rejects.toThrow(MalformedNote);
  });
});

describe('keys', () => {
  it('are read back as they were written', () => {
    const text = generateSignerKey('a.example');
    const { key } = parseSignerKey(text);
    expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key);
    expect(text).toMatch(/^PRIVATE\+KEY\+a\.example\+[0-9a-f]{8}\+AQ?/);
    expect(() => parseSignerKey(formatVerifierKey(key))).toThrow(InvalidKey);
    expect(() => parseVerifierKey(text)).toThrow(InvalidKey);
  });

  it.each([
    ['nothing', ''],
    ['two parts', 'a.example+530d903a'],
    ['another id', FOO.replace('530d903a', '530d903b')],
    ['an id in capitals', FOO.replace('530d903a', '530D903A')],
    ['another name', FOO.replace('foo', 'bar')],
    ['a name with a space', FOO.replace('foo', 'f o')],
    ['no base64', `${FOO}!`],
    ['a key cut short', FOO.slice(0, -4)],
    ['another algorithm', `a.example+530d903a+${Buffer.alloc(33, 4).toString('base64')}`],
    ['no key at all', 'a.example+530d903a+'],
    ['a line break', `${FOO}\n`],
  ])('are refused: %s', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow(InvalidKey);
    const secret = `PRIVATE+KEY+${text}`;
    expect(() => parseSignerKey(secret)).toThrow(InvalidKey);
  });

  it('never show a secret in their errors', () => {
    const text = generateSignerKey('a.example');
    const secret = text.split('+').slice(4).join('+');
    for (const wrong of [text.replace('a.example', 'b.example'), `${text}!`, `${text}AAAA`, text.slice(1)]) {
      expect(() => parseSignerKey(wrong)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret.slice(2, 12)) }),
      );
    }
  });

  it('may not share name and id with a different known key', () => {
    const forged = { ...verifierKey('a.example', Buffer.alloc(32, 9)), id: 7 };
    const known = { ...verifierKey('a.example', Buffer.alloc(32, 8)), id: 7 };
    expect(() => verifyNote(EXAMPLE, [known, forged])).toThrow(InvalidKey);
    expect(() => verifierKey('a.example', Buffer.alloc(31))).toThrow(InvalidKey);
    expect(() => verifierKey('a example', Buffer.alloc(32))).toThrow(InvalidKey);
  });
});
