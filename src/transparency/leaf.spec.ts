import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, type JsonValue } from './canonical-json.js';
import {
  checkLeafMember,
  decodeLeaf,
  encodeLeaf,
  LeafEncodingError,
  type LeafEnvelope,
  type LeafMember,
} from './leaf.js';

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .map((value) => value.replaceAll('\0', '0'));
const decimal = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
const dotted = fc.stringMatching(/^[a-z][a-z0-9]{0,5}([._-][a-z0-9]{1,5}){0,2}$/);
const bytes = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((value) => Buffer.from(value).toString('base64url'));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const envelopes: fc.Arbitrary<LeafEnvelope> = fc.record({
  v: fc.constant(1),
  origin: fc.stringMatching(/^[a-zäé0-9./\u{1f600}-]{1,40}$/u),
  epoch: decimal,
  position: decimal,
  event_id: fc.uuid(),
  aggregate_type: dotted,
  aggregate_id: text,
  sequence: decimal,
  event_type: dotted,
  revision: fc.integer({ min: 1 }),
  created_at: fc
    .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .map((date) => date.toISOString().replace('Z', '042Z')),
  actor_id: text,
  actor_kind: fc.constantFrom('human', 'service', 'integration', 'system'),
  credential_id: orNull(text),
  auth_method: fc.constantFrom('api_key', 'oidc', 'internal', null),
  outcome: fc.constantFrom('success', 'refused'),
  project: orNull(text),
  source: fc.constantFrom('api', 'cli', 'import', 'integration', 'system'),
  request_id: orNull(text),
  correlation_id: text,
  causation_id: orNull(text),
  nonce: bytes(16),
  payload_commitment: bytes(32),
  private_commitment: orNull(bytes(32)),
});
const [sample] = fc.sample(envelopes, { numRuns: 1, seed: 1 }) as [LeafEnvelope];

function refusal(action: () => unknown): LeafEncodingError {
  try {
    action();
  } catch (error) {
    if (error instanceof LeafEncodingError) return error;
    throw error;
  }
  throw new Error('not refused');
}

/** Whether the bytes are refused by name, or are just what their envelope encodes to. */
function refusedOrSame(bytes: Buffer): boolean {
  try {
    return encodeLeaf(decodeLeaf(bytes)).equals(bytes);
  } catch (error) {
    return error instanceof LeafEncodingError;
  }
}

describe('encodeLeaf and decodeLeaf', () => {
  it('give the canonical JSON of the envelope, and it back', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        const leaf = encodeLeaf(envelope);
        expect(leaf.toString()).toBe(canonicalize({ ...envelope }));
        expect(decodeLeaf(leaf)).toEqual(envelope);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[LeafMember, unknown]>([
    ['v', 2],
    ['v', '1'],
    ['origin', ''],
    ['origin', 'a b'],
    ['origin', 'a+b'],
    ['origin', 'a\u0085b'],
    ['origin', 'a\u3000b'],
    ['origin', 'a\nb'],
    ['origin', 'a'.repeat(257)],
    ['epoch', 0],
    ['epoch', '00'],
    ['epoch', '-1'],
    ['position', '9223372036854775808'],
    ['position', '10000000000000000000'],
    ['position', '1.0'],
    ['position', ''],
    ['event_id', '0198C2F4-8b6a-7c1d-8e2f-5a4b3c2d1e0f'],
    ['event_id', '0198c2f48b6a7c1d8e2f5a4b3c2d1e0f'],
    ['aggregate_type', 'Item'],
    ['aggregate_type', 'item.'],
    ['aggregate_id', null],
    ['aggregate_id', ''],
    ['aggregate_id', 7],
    ['aggregate_id', 'ü'.repeat(129)],
    ['aggregate_id', 'a\0'],
    ['aggregate_id', '\ud800'],
    ['sequence', '+1'],
    ['event_type', 'item checked'],
    ['event_type', undefined],
    ['revision', 0],
    ['revision', 1.5],
    ['revision', '1'],
    ['created_at', '2026-03-30T12:34:56.789Z'],
    ['created_at', '2026-03-30T12:34:56.789012+00:00'],
    ['created_at', '2026-03-30 12:34:56.789012Z'],
    ['created_at', '2026-02-29T12:34:56.789012Z'],
    ['created_at', '2100-02-29T12:34:56.789012Z'],
    ['created_at', '2026-04-31T12:34:56.789012Z'],
    ['created_at', '2026-00-30T12:34:56.789012Z'],
    ['created_at', '2026-03-30T24:00:00.000000Z'],
    ['created_at', '2026-03-30T12:34:60.000000Z'],
    ['created_at', '2026-03-30T12:34:56.789012Z\n'],
    ['actor_kind', 'robot'],
    ['auth_method', 'password'],
    ['outcome', null],
    ['source', 'web'],
    ['nonce', 'AAAAAAAAAAAAAAAAAAAAA'],
    ['nonce', 'AAAAAAAAAAAAAAAAAAAAAB'],
    ['nonce', 'AAAAAAAAAAAAAAAAAAAAAA=='],
    ['nonce', null],
    ['payload_commitment', `${'A'.repeat(42)}B`],
    ['payload_commitment', `${'A'.repeat(41)}+A`],
    ['payload_commitment', 'A'.repeat(44)],
    ['private_commitment', ''],
  ])('refuse %s: %j', (member, value) => {
    const envelope = { ...sample, [member]: value } as LeafEnvelope;
    const error = refusal(() => encodeLeaf(envelope));
    expect(error.member).toBe(member);
    expect(error.message).toContain(member);
    expect(refusal(() => checkLeafMember(member, value as LeafEnvelope[LeafMember])).reason).toBe(
      error.reason,
    );
    const members = Object.entries(envelope).sort(([one], [other]) => (one < other ? -1 : 1));
    const bytes = Buffer.from(JSON.stringify(Object.fromEntries(members)));
    expect(refusal(() => decodeLeaf(bytes)).member).toBe(member);
  });

  it('take a leap day of a century, and members of 256 bytes', () => {
    const envelope = { ...sample, created_at: '2000-02-29T00:00:00.000000Z', aggregate_id: 'ü'.repeat(128) };
    expect(decodeLeaf(encodeLeaf(envelope))).toEqual(envelope);
  });

  it.each<LeafMember>(Object.keys(sample) as LeafMember[])('refuse a leaf without %s', (member) => {
    const rest: Record<string, JsonValue> = { ...sample };
    Reflect.deleteProperty(rest, member);
    expect(refusal(() => decodeLeaf(Buffer.from(canonicalize(rest)))).member).toBe(member);
  });

  it('refuse an unknown member by its name', () => {
    const leaf = Buffer.from(canonicalize({ ...sample, tenant: 'default' }));
    expect(refusal(() => decodeLeaf(leaf)).member).toBe('tenant');
    expect(refusal(() => decodeLeaf(Buffer.from('{"constructor":1}'))).member).toBe('constructor');
  });

  it.each<[string, (leaf: string) => string | Buffer]>([
    ['a byte order mark', (leaf) => `\ufeff${leaf}`],
    ['white space', (leaf) => `${leaf}\n`],
    ['another order', (leaf) => `{"v":1,${leaf.slice(1, -7)}}`],
    ['a duplicate member', (leaf) => `{"actor_id":"x",${leaf.slice(1)}`],
    ['a needless escape', (leaf) => leaf.replace('"actor_id"', '"\\u0061ctor_id"')],
    ['another spelling of a number', (leaf) => leaf.replace('"v":1}', '"v":1.0}')],
    ['bytes that are no UTF-8', (leaf) => Buffer.concat([Buffer.from(leaf), Buffer.of(0xff)])],
    ['two values', (leaf) => `${leaf}${leaf}`],
    ['no object', () => '[]'],
    ['null', () => 'null'],
    ['nothing', () => ''],
    ['more than 65535 bytes', (leaf) => `${leaf}${' '.repeat(65_536)}`],
  ])('refuse %s', (_, change) => {
    const leaf = encodeLeaf(sample).toString();
    expect(decodeLeaf(Buffer.from(leaf))).toEqual(sample);
    expect(refusal(() => decodeLeaf(Buffer.from(change(leaf)))).member).toBeNull();
  });

  it('throw nothing else, whatever the bytes', () => {
    const leaf = encodeLeaf(sample);
    fc.assert(
      fc.property(fc.nat(leaf.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Buffer.from(leaf);
        changed[index] = (changed[index] as number) ^ mask;
        expect(refusedOrSame(changed)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
