import { der, type Element, elements, MalformedDer, only, tagged } from './der.js';

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
  /** What the authority's signature is over, and by whom (timestamp-signature.ts). */
  readonly signed: SignedContent;
}

/** The parts of a CMS SignedData (RFC 5652 section 5) with one signer. */
export interface SignedContent {
  /** The DER of the TSTInfo. */
  readonly content: Buffer;
  /** Certificates that came with it, DER. */
  readonly certificates: readonly Buffer[];
  /** Of the SignerInfo: digest algorithm (the OID's content), signed attributes, algorithm and signature. */
  readonly digest: Buffer;
  readonly attributes: Element;
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

const SHA256 = Buffer.from('300d06096086480165030402010500', 'hex');
const SHA256_SHORT = Buffer.from('300b0609608648016503040201', 'hex');
/** id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4. */
export const TST_INFO = Buffer.from('2a864886f70d0109100104', 'hex');
/** id-signedData, 1.2.840.113549.1.7.2. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
export const [INTEGER, OCTETS, OID, SEQUENCE, SET] = [0x02, 0x04, 0x06, 0x30, 0x31];
const TIME = 0x18;
/** The tag [0] of what has members. */
const FIRST = 0xa0;
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
 * `checkSignature` and the authority's certificate.
 * @throws MalformedTimestamp
 */
export function parseTimestamp(bytes: Uint8Array): Timestamp {
  if (bytes.length > MAX_BYTES) throw new MalformedTimestamp(`A time-stamp has at most ${MAX_BYTES} bytes.`);
  try {
    const signed = signedContent(tokenOf(bytes));
    return { ...infoOf(signed.content), signed };
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    throw new MalformedTimestamp(`The time-stamp is not of its form: ${error.message}`, { cause: error });
  }
}

/** The members of the ContentInfo: the answer's second element behind its status, or all there is. */
function tokenOf(bytes: Uint8Array): Element[] {
  const outer = elements(only(bytes, SEQUENCE).content);
  if (outer[0]?.tag === OID) return outer;
  const [status] = elements(tagged(outer[0], SEQUENCE).content);
  const [code, ...rest] = tagged(status, INTEGER).content;
  // 0 granted, 1 granted with changes (section 2.4.2).
  if (rest.length > 0 || (code !== 0 && code !== 1))
    throw new MalformedTimestamp('The authority has refused to stamp.');
  return elements(tagged(outer[1], SEQUENCE).content);
}

function signedContent([type, explicit]: Element[]): SignedContent {
  if (!tagged(type, OID).content.equals(SIGNED_DATA))
    throw new MalformedTimestamp('The time-stamp holds nothing that is signed.');
  const [version, digests, inner, ...rest] = elements(
    only(tagged(explicit, FIRST).content, SEQUENCE).content,
  );
  tagged(version, INTEGER);
  tagged(digests, SET);
  const [innerType, content] = elements(tagged(inner, SEQUENCE).content);
  if (!tagged(innerType, OID).content.equals(TST_INFO))
    throw new MalformedTimestamp('The time-stamp holds no TSTInfo.');
  const certificates = rest[0]?.tag === FIRST ? elements(rest[0].content).map(({ whole }) => whole) : [];
  const [signer, another] = elements(tagged(rest.at(-1), SET).content);
  if (another) throw new MalformedTimestamp('The time-stamp has more than one signer.');
  const [, , digest, attributes, algorithm, signature] = elements(tagged(signer, SEQUENCE).content);
  return {
    content: only(tagged(content, FIRST).content, OCTETS).content,
    certificates,
    digest: algorithmOf(digest),
    attributes: tagged(attributes, FIRST),
    algorithm: algorithmOf(algorithm),
    signature: tagged(signature, OCTETS).content,
  };
}

function algorithmOf(element: Element | undefined): Buffer {
  return tagged(elements(tagged(element, SEQUENCE).content)[0], OID).content;
}

function infoOf(content: Buffer): Omit<Timestamp, 'signed'> {
  const [version, policy, imprint, serial, time] = elements(only(content, SEQUENCE).content);
  tagged(version, INTEGER);
  tagged(policy, OID);
  tagged(serial, INTEGER);
  const [algorithm, hash] = elements(tagged(imprint, SEQUENCE).content);
  if (![SHA256, SHA256_SHORT].some((one) => algorithm?.whole.equals(one)))
    throw new MalformedTimestamp('The time-stamp is not of a SHA-256.');
  const { content: bytes } = tagged(hash, OCTETS);
  if (bytes.length !== 32) throw new MalformedTimestamp('The time-stamp is not of 32 bytes.');
  return { imprint: bytes, at: timeOf(tagged(time, TIME).content.toString('latin1')) };
}

function timeOf(text: string): string {
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text) ?? [];
  if (year === undefined) throw new MalformedTimestamp('The time of the time-stamp is not of its form.');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
}
