import { createHash, verify, X509Certificate } from 'node:crypto';
import { type Element, elements, MalformedDer, only, tagged } from './der.js';
import { OCTETS, OID, SEQUENCE, SET, type Timestamp, TST_INFO } from './rfc3161.js';

/** A time-stamp that the authority did not sign; the message says why. */
export class UntrustedTimestamp extends Error {
  override readonly name = 'UntrustedTimestamp';
}

const HASHES = new Map([
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
]);
/** Signature algorithms that name their hash: sha256/384/512WithRSAEncryption, ecdsa-with-SHA256/384/512. */
const SIGNED_WITH = new Map([
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
]);
/** rsaEncryption: the hash is the digest algorithm's. */
const RSA = '2a864886f70d010101';
const ATTRIBUTES = {
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  /** ESS signing-certificate with SHA-1 (RFC 2634) and with a hash of choice (RFC 5035). */
  certificate: '2a864886f70d010910020c',
  certificateV2: '2a864886f70d010910022f',
};
/** id-kp-timeStamping. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const LONGEST_CHAIN = 8;

/**
 * Checks that a time-stamp was signed (RFC 3161 section 2.4.2, RFC 5652 section 5.4) by a certificate for time-stamping
 * that is among the `trusted` or was issued, maybe over others that came with the stamp, by one of them; all of them
 * valid at the time of the stamp. Whether one was revoked is not asked for.
 * @returns the subject of the certificate that signed, on one line. @throws UntrustedTimestamp
 */
export function checkSignature({ at, signed }: Timestamp, trusted: readonly X509Certificate[]): string {
  try {
    const attributes = attributesOf(signed.attributes);
    const hash = HASHES.get(signed.digest.toString('hex'));
    if (hash === undefined) throw new UntrustedTimestamp('its hash is none of SHA-256, SHA-384 and SHA-512');
    if (!only(one(attributes, ATTRIBUTES.contentType), OID).content.equals(TST_INFO))
      throw new UntrustedTimestamp('the signature is over something else');
    const digest = createHash(hash).update(signed.content).digest();
    if (!only(one(attributes, ATTRIBUTES.messageDigest), OCTETS).content.equals(digest))
      throw new UntrustedTimestamp('the signature is over something else');
    const brought = signed.certificates.map((bytes) => new X509Certificate(bytes));
    const signer = signerOf(attributes, [...trusted, ...brought]);
    const algorithm = signed.algorithm.toString('hex');
    const with_ = algorithm === RSA ? hash : SIGNED_WITH.get(algorithm);
    if (with_ === undefined) throw new UntrustedTimestamp('its kind of signature is not known here');
    // Signed as the SET that they are, not under the tag that they stand with.
    const text = Buffer.concat([Buffer.of(SET), signed.attributes.whole.subarray(1)]);
    if (!verify(with_, text, signer.publicKey, signed.signature))
      throw new UntrustedTimestamp('the signature is wrong');
    if (!signer.keyUsage?.includes(TIME_STAMPING))
      throw new UntrustedTimestamp('the certificate that signed is not one for time-stamps');
    checkChain(signer, trusted, brought, Date.parse(at));
    return signer.subject.replaceAll('\n', ', ');
  } catch (error) {
    if (error instanceof UntrustedTimestamp) throw error;
    const why = error instanceof MalformedDer ? error.message : 'a certificate or key in it cannot be read';
    throw new UntrustedTimestamp(why, { cause: error });
  }
}

/** The values of the attributes by their type; each has one. */
function attributesOf({ content }: Element): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const attribute of elements(content)) {
    const [type, values] = elements(tagged(attribute, SEQUENCE).content);
    const name = tagged(type, OID).content.toString('hex');
    if (found.has(name)) throw new UntrustedTimestamp('an attribute is there twice');
    found.set(name, tagged(values, SET).content);
  }
  return found;
}

function one(attributes: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const value = attributes.get(name);
  if (value === undefined) throw new UntrustedTimestamp('an attribute that has to be signed is missing');
  return value;
}

/** The certificate whose hash is among what is signed: no other with the same key will do (RFC 5816). */
function signerOf(
  attributes: ReadonlyMap<string, Buffer>,
  certificates: readonly X509Certificate[],
): X509Certificate {
  const isV2 = attributes.has(ATTRIBUTES.certificateV2);
  const value = one(attributes, isV2 ? ATTRIBUTES.certificateV2 : ATTRIBUTES.certificate);
  const [list] = elements(only(value, SEQUENCE).content);
  const [first] = elements(tagged(list, SEQUENCE).content);
  const members = elements(tagged(first, SEQUENCE).content);
  const named = isV2 && members[0]?.tag === SEQUENCE ? elements(members[0].content)[0] : undefined;
  const hash = named ? HASHES.get(tagged(named, OID).content.toString('hex')) : isV2 ? 'sha256' : 'sha1';
  if (hash === undefined) throw new UntrustedTimestamp('the hash of its certificate is not known here');
  const wanted = tagged(members[named ? 1 : 0], OCTETS).content;
  const found = certificates.find(({ raw }) => createHash(hash).update(raw).digest().equals(wanted));
  if (!found) throw new UntrustedTimestamp('the certificate that signed is neither given nor with the stamp');
  return found;
}

function checkChain(
  signer: X509Certificate,
  trusted: readonly X509Certificate[],
  brought: readonly X509Certificate[],
  at: number,
): void {
  let certificate = signer;
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo))
      throw new UntrustedTimestamp(`the certificate of ${certificate.subject} was not valid at its time`);
    const current = certificate;
    if (trusted.some(({ raw }) => raw.equals(current.raw))) return;
    const issuer = [...trusted, ...brought].find(
      (other) => other.ca && current.checkIssued(other) && current.verify(other.publicKey),
    );
    if (!issuer) break;
    certificate = issuer;
  }
  throw new UntrustedTimestamp('no authority that was given has issued the certificate that signed');
}
