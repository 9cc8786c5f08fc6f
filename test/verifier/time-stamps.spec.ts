import { createPrivateKey, hash, randomBytes, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { der, only } from '../../src/transparency/der.js';
import {
  MalformedTimestamp,
  OCTETS,
  OID,
  parseTimestamp,
  SEQUENCE,
  SET,
  type Timestamp,
  timestampRequest,
  TST_INFO,
} from '../../src/transparency/rfc3161.js';
import { checkSignature, UntrustedTimestamp } from '../../src/transparency/timestamp-signature.js';
import { type AuthorityOptions, makeAuthority } from '../sealing/time-stamps.js';

const STAMPED = hash('sha256', 'a checkpoint', 'buffer');

const KINDS: readonly [name: string, options: AuthorityOptions][] = [
  ['RSA and SHA-256', {}],
  ['RSA and SHA-512', { digest: 'sha512' }],
  ['ECDSA on P-256', { key: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] }],
  ['ECDSA on P-384 and SHA-384', { key: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], digest: 'sha384' }],
];

describe('The signature of a time-stamp', () => {
  const folders: string[] = [];
  const authority = (options: AuthorityOptions = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'clearance-tsa-'));
    folders.push(folder);
    const stamp = makeAuthority(folder, options);
    const certificate = (name: string) => new X509Certificate(readFileSync(join(folder, name)));
    const key = createPrivateKey(readFileSync(join(folder, 'tsa.key')));
    return { stamp, key, root: certificate('ca.pem'), own: certificate('tsa.pem') };
  };
  let known: ReturnType<typeof authority>;
  let answer: Buffer;
  beforeAll(() => {
    known = authority();
    answer = known.stamp(timestampRequest(STAMPED, randomBytes(8)));
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it.each(KINDS)('is accepted from openssl: %s', (_, options) => {
    const { stamp, root, own } = authority(options);
    const timestamp = parseTimestamp(stamp(timestampRequest(STAMPED, randomBytes(8))));
    expect(timestamp.imprint).toEqual(STAMPED);
    expect(checkSignature(timestamp, [root])).toBe('CN=test stamps');
    expect(checkSignature(timestamp, [own]), 'the certificate itself is trusted').toBe('CN=test stamps');
  });

  it('is refused where another authority of the same name is trusted, or none', () => {
    const other = authority();
    for (const trusted of [[other.root], [other.own], []])
      expect(() => checkSignature(parseTimestamp(answer), trusted)).toThrow(
        'no authority that was given has issued the certificate',
      );
  });

  it('is refused outside of the time that its certificate is valid for', () => {
    const early = { ...parseTimestamp(answer), at: '1999-01-01T00:00:00Z' };
    expect(() => checkSignature(early, [known.root])).toThrow('was not valid at its time');
  });

  /** A time-stamp with attributes that this authority's key has signed, whatever its certificate is for. */
  const signedBy = ({ own, key }: ReturnType<typeof authority>): Timestamp => {
    const timestamp = parseTimestamp(answer);
    const list = (...parts: Buffer[]) => der(SEQUENCE, Buffer.concat(parts));
    const attribute = (type: string, value: Buffer) =>
      list(der(OID, Buffer.from(type, 'hex')), der(SET, value));
    const { content } = timestamp.signed;
    const certificate = list(list(list(der(OCTETS, hash('sha256', own.raw, 'buffer')))));
    const attributes = Buffer.concat([
      attribute('2a864886f70d010903', der(OID, TST_INFO)),
      attribute('2a864886f70d010904', der(OCTETS, hash('sha256', content, 'buffer'))),
      attribute('2a864886f70d010910022f', certificate),
    ]);
    const signature = sign('sha256', der(SET, attributes), key);
    const signed = { ...timestamp.signed, certificates: [own.raw], signature };
    return { ...timestamp, signed: { ...signed, attributes: only(der(0xa0, attributes), 0xa0) } };
  };

  it('is refused where the certificate is not one for time-stamps', () => {
    expect(checkSignature(signedBy(known), [known.root])).toBe('CN=test stamps');
    const other = authority({ usage: 'serverAuth' });
    expect(() => checkSignature(signedBy(other), [other.root])).toThrow('not one for time-stamps');
  });

  it('is refused, or says the same of the same, whatever byte of the answer is changed', () => {
    const said = parseTimestamp(answer);
    fc.assert(
      fc.property(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(answer);
        other[at] = (other[at] ?? 0) ^ change;
        try {
          const { imprint, at: time, ...rest } = parseTimestamp(other);
          checkSignature({ imprint, at: time, ...rest }, [known.root]);
          expect({ imprint, time }).toEqual({ imprint: said.imprint, time: said.at });
        } catch (error) {
          if (!(error instanceof MalformedTimestamp || error instanceof UntrustedTimestamp)) throw error;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is refused for each changed byte of what it is over', () => {
    const { content } = parseTimestamp(answer).signed;
    const from = answer.indexOf(content);
    for (let at = from; at < from + content.length; at += 1) {
      const other = Buffer.from(answer);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(() => checkSignature(parseTimestamp(other), [known.root]), `byte ${at}`).toThrow(
        /over something else|not of its form|is not of/,
      );
    }
  });
});
