/** Bytes that are no time-stamp of RFC 3161 that is read here. */
export class MalformedTimestamp extends Error {
  override readonly name = 'MalformedTimestamp';
}

/** What a time-stamping authority says: these 32 bytes were there at this time. Its signature is not checked here. */
export interface Timestamp {
  /** SHA-256 of what was stamped. */
  readonly imprint: Buffer;
  /** RFC 3339, UTC. */
  readonly at: string;
}

const SHA256 = Buffer.from('300d06096086480165030402010500', 'hex');
const SHA256_SHORT = Buffer.from('300b0609608648016503040201', 'hex');
/** id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4. */
const TST_INFO = Buffer.from('060b2a864886f70d0109100104', 'hex');
const [SEQUENCE, OCTETS, INTEGER, TIME, EXPLICIT_0] = [0x30, 0x04, 0x02, 0x18, 0xa0];
const MAX_BYTES = 1_000_000;

/** The DER of a TimeStampReq (RFC 3161 section 2.4.1) for a SHA-256, which asks for the authority's certificates. */
export function timestampRequest(sha256: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = der(SEQUENCE, Buffer.concat([SHA256, der(OCTETS, sha256)]));
  // A leading one keeps the number positive, and in its shortest form.
  const parts = [der(INTEGER, Buffer.of(1)), imprint, der(INTEGER, Buffer.concat([Buffer.of(1), nonce]))];
  return der(SEQUENCE, Buffer.concat([...parts, Buffer.from('0101ff', 'hex')]));
}

/**
 * What a TimeStampResp or TimeStampToken says (RFC 3161 section 2.4.2), without checking who signed it: that is for
 * `openssl ts -verify` and the authority's certificate.
 * @throws MalformedTimestamp
 */
export function parseTimestamp(bytes: Uint8Array): Timestamp {
  if (bytes.length > MAX_BYTES) throw new MalformedTimestamp(`A time-stamp has at most ${MAX_BYTES} bytes.`);
  const buffer = Buffer.from(bytes);
  const at = buffer.indexOf(TST_INFO);
  if (at === -1) throw new MalformedTimestamp('The time-stamp holds no TSTInfo.');
  const explicit = read(buffer, at + TST_INFO.length, EXPLICIT_0);
  const info = read(read(explicit, 0, OCTETS), 0, SEQUENCE);
  let next = end(info, 0, INTEGER);
  next = end(info, next, 0x06);
  const imprint = read(info, next, SEQUENCE);
  next = end(info, next, SEQUENCE);
  const algorithm = [SHA256, SHA256_SHORT].find((one) => imprint.subarray(0, one.length).equals(one));
  if (!algorithm) throw new MalformedTimestamp('The time-stamp is not of a SHA-256.');
  const hash = read(imprint, algorithm.length, OCTETS);
  next = end(info, next, INTEGER);
  if (hash.length !== 32) throw new MalformedTimestamp('The time-stamp is not of 32 bytes.');
  return { imprint: hash, at: timeOf(read(info, next, TIME).toString('latin1')) };
}

function timeOf(text: string): string {
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text) ?? [];
  if (year === undefined) throw new MalformedTimestamp('The time of the time-stamp is not of its form.');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
}

function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size =
    length < 128
      ? Buffer.of(length)
      : length < 256
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 255);
  return Buffer.concat([Buffer.of(tag), size, content]);
}

/** Where the content of the element at `from` begins and ends. */
function span(bytes: Buffer, from: number, tag: number): [start: number, end: number] {
  const first = bytes[from + 1];
  if (bytes[from] !== tag || first === undefined)
    throw new MalformedTimestamp('The time-stamp is not of its form.');
  const count = first < 128 ? 0 : first & 0x7f;
  if (count > 4) throw new MalformedTimestamp('A length of the time-stamp is out of bounds.');
  let length = count === 0 ? first : 0;
  for (let at = 0; at < count; at += 1) length = length * 256 + (bytes[from + 2 + at] ?? 0);
  const start = from + 2 + count;
  if (start + length > bytes.length) throw new MalformedTimestamp('The time-stamp is cut off.');
  return [start, start + length];
}

function read(bytes: Buffer, from: number, tag: number): Buffer {
  return bytes.subarray(...span(bytes, from, tag));
}

function end(bytes: Buffer, from: number, tag: number): number {
  return span(bytes, from, tag)[1];
}
