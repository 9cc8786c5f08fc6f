import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.js';
import { NotCanonical, parseCanonical } from './canonical-json.js';
import { MalformedCheckpoint, parseCheckpoint } from './checkpoint.js';
import { der } from './der.js';
import { formatManifest, MalformedManifest, parseManifest } from './export-manifest.js';
import { decodeLeaf, LeafEncodingError } from './leaf.js';
import { InvalidKey, parseVerifierKey } from './note-key.js';
import { parseSignerKey } from './note-sign.js';
import { MalformedNote, parseNote, UnverifiedNote, verifyNote } from './note.js';
import { MalformedTimestamp, parseTimestamp } from './rfc3161.js';
import { MalformedTar, parseTarHeader, tarHeader } from './tar.js';
import { MalformedTilePath, parseTilePath } from './tile-path.js';
import { MalformedProof, parseTlogProof } from './tlog-proof.js';
import { decodeBundle, decodeTile, MalformedTile } from './tiles.js';

const KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const CHECKPOINT = 'example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n';
const known = [parseVerifierKey(KEY)];
// Tessera publishes this key with its test log: it keeps nothing secret.
const SIGNER = 'PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg';
const PROOF = `c2sp.org/tlog-proof@v1\nindex 7\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n${CHECKPOINT}\n— x y\n`;
const MANIFEST = formatManifest({
  origin: 'example.com/log/default',
  epoch: 0,
  first_position: 0,
  size: 15,
  root: 'rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=',
  from: 3,
  to: 9,
  from_time: null,
  to_time: '2026-01-01T00:00:00.000000Z',
  project: null,
  events: 6,
  created_at: '2026-01-02T00:00:00.000000Z',
});
const element = (tag: number, ...parts: readonly (string | Buffer)[]): Buffer =>
  der(tag, Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part))));
const list = (...parts: readonly (string | Buffer)[]): Buffer => element(0x30, ...parts);
const SHA256 = list('0609608648016503040201');
const IMPRINT = list(list('06096086480165030402010500'), element(0x04, 'ab'.repeat(32)));
const TIME = element(0x18, Buffer.from('20260102030405Z'));
const TST_INFO = list('020101', '06042a030401', IMPRINT, '020107', TIME);
const SIGNER_INFO = list('020101', list(), SHA256, element(0xa0), SHA256, element(0x04, 'ab'));
const STAMPED = list('060b2a864886f70d0109100104', element(0xa0, element(0x04, TST_INFO)));
const SIGNED_DATA = list('020103', element(0x31, SHA256), STAMPED, element(0x31, SIGNER_INFO));
const STAMP = list(list('020100'), list('06092a864886f70d010702', element(0xa0, SIGNED_DATA)));
const LEAF = '{"actor_id":"a","v":1}';

type NamedError = abstract new (...given: never[]) => Error;
interface Parser {
  readonly name: string;
  readonly parse: (text: string) => unknown;
  readonly errors: readonly NamedError[];
  readonly sample: string;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const parsers: readonly Parser[] = [
  { name: 'canonical JSON', parse: parseCanonical, errors: [NotCanonical], sample: '{"a":[1,"x"],"b":null}' },
  { name: 'leaf', parse: (text) => decodeLeaf(bytes(text)), errors: [LeafEncodingError], sample: LEAF },
  { name: 'note text', parse: parseNote, errors: [MalformedNote], sample: NOTE },
  { name: 'note bytes', parse: (text) => parseNote(bytes(text)), errors: [MalformedNote], sample: NOTE },
  {
    name: 'signed note',
    parse: (text) => verifyNote(text, known),
    errors: [MalformedNote, UnverifiedNote],
    sample: NOTE,
  },
  { name: 'verifier key', parse: parseVerifierKey, errors: [InvalidKey], sample: KEY },
  { name: 'signer key', parse: parseSignerKey, errors: [InvalidKey], sample: SIGNER },
  { name: 'checkpoint', parse: parseCheckpoint, errors: [MalformedCheckpoint], sample: CHECKPOINT },
  { name: 'tile path', parse: parseTilePath, errors: [MalformedTilePath], sample: 'tile/0/x001/067.p/12' },
  {
    name: 'tile',
    parse: (text) => decodeTile(bytes(text), 2),
    errors: [MalformedTile],
    sample: 'x'.repeat(64),
  },
  {
    name: 'bundle',
    parse: (text) => decodeBundle(bytes(text), 2),
    errors: [MalformedTile],
    sample: '\0\x03one\0\x03two',
  },
  { name: 'proof', parse: parseTlogProof, errors: [MalformedProof], sample: PROOF },
  { name: 'manifest', parse: parseManifest, errors: [MalformedManifest], sample: MANIFEST },
  {
    name: 'tar header',
    parse: (text) => parseTarHeader(bytes(text)),
    errors: [MalformedTar],
    sample: tarHeader({ name: 'tile/0/000', size: 8192 }).toString('latin1'),
  },
  {
    name: 'time-stamp',
    parse: (text) => parseTimestamp(bytes(text)),
    errors: [MalformedTimestamp],
    sample: STAMP.toString('latin1'),
  },
];

/** Anything that the parser throws beside its named errors. */
function surprise({ parse, errors }: Parser, text: string): unknown {
  try {
    parse(text);
  } catch (error) {
    return errors.some((named) => error instanceof named) ? null : error;
  }
  return null;
}

// Split into UTF-16 code units, lone surrogate included.
const LETTERS = '\n\0 —+=/.p"{}[]x09\ud800€'.split('');
const garbage = fc.string({
  unit: fc.oneof(fc.constantFrom(...LETTERS), fc.string({ maxLength: 1 })),
});

// A leaf of two members, and a note with its dash in another encoding, are there to be refused.
const readable = parsers.filter(({ name }) => !['leaf', 'note bytes'].includes(name));

describe('what the samples say', () => {
  it.each(readable)('is read: $name', ({ parse, sample }) => {
    expect(() => parse(sample)).not.toThrow();
  });
});

describe('whatever the input, parsers give their named errors alone', () => {
  describe.each(parsers)('$name', (parser) => {
    it('for anything', () => {
      fc.assert(
        fc.property(fc.oneof(garbage, fc.string({ unit: 'binary' })), (text) => {
          expect(surprise(parser, text)).toBeNull();
        }),
        { numRuns: 300 },
      );
    });

    it('for what was right before a piece of it was replaced', () => {
      const { sample } = parser;
      fc.assert(
        fc.property(fc.nat(sample.length), fc.nat(6), garbage, (at, length, piece) => {
          expect(surprise(parser, sample.slice(0, at) + piece + sample.slice(at + length))).toBeNull();
        }),
        { numRuns: 500 },
      );
    });

    it.each([
      ['one letter', (sample: string) => sample.slice(0, 1).repeat(2_000_000)],
      ['the whole', (sample: string) => sample.repeat(20_000)],
      ['newlines', () => '\n'.repeat(2_000_000)],
      ['brackets', () => '['.repeat(2_000_000)],
      ['plus signs', () => '+'.repeat(2_000_000)],
    ])('for megabytes of %s, within a second of CPU', (_, bomb) => {
      const text = bomb(parser.sample);
      const start = cpuTime();
      expect(surprise(parser, text)).toBeNull();
      expect(cpuTime() - start).toBeLessThan(1000);
    });
  });
});
