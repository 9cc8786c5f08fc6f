import { decodeBase64url } from '../transparency/base64.js';
import { verifyCommitment } from '../transparency/commitment.js';
import type { LeafEnvelope } from '../transparency/leaf.js';
import { parseOneForm } from './json-file.js';
import { NotValid } from './outcome.js';

/** A line of an export: what an event's commitments are to. Bytes are base64url. */
export interface Disclosure {
  readonly position: number;
  readonly payload: string;
  readonly payload_salt: string;
  readonly private: string | null;
  readonly private_salt: string | null;
  /** Position of the event that erased the private part. */
  readonly erased_by: number | null;
}

const MEMBERS = ['position', 'payload', 'payload_salt', 'private', 'private_salt', 'erased_by'] as const;

const isText = (one: unknown): boolean => typeof one === 'string';
const isTextOrNull = (one: unknown): boolean => one === null || isText(one);
const isPosition = (one: unknown): boolean => Number.isSafeInteger(one);

const FORMS: { readonly [member in keyof Disclosure]: (value: unknown) => boolean } = {
  position: isPosition,
  payload: isText,
  payload_salt: isText,
  private: isTextOrNull,
  private_salt: isTextOrNull,
  erased_by: (one) => one === null || isPosition(one),
};

/** @throws NotValid for a line that is not the one form of a disclosure; `position` is where one is to be */
export function parseDisclosure(line: string, position: number | null): Disclosure {
  let value: Record<string, unknown>;
  try {
    value = parseOneForm(line, MEMBERS);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'malformed';
    throw new NotValid(`what is disclosed cannot be read: ${why}`, position, { cause: error });
  }
  for (const member of MEMBERS)
    if (!FORMS[member](value[member]))
      throw new NotValid(`what is disclosed has a wrong ${member}`, position);
  return value as unknown as Disclosure;
}

/**
 * What is disclosed of an event is what its leaf commits to. Gives true where the private part was erased; whether
 * the event that is named for it says so is checked by `erasures`.
 * @throws NotValid with the position
 */
export function checkDisclosure(
  leaf: LeafEnvelope,
  disclosure: Disclosure,
  erasures: ReadonlyMap<number, readonly (readonly [number, number])[]>,
): boolean {
  const { position, payload, payload_salt, private: body, private_salt, erased_by } = disclosure;
  if (!isOpened(payload_salt, payload, leaf.payload_commitment))
    throw new NotValid('the payload is not the one that was recorded', position);
  if ((body === null) !== (private_salt === null))
    throw new NotValid('a private part is there without its salt, or a salt alone', position);
  if (erased_by !== null && (body !== null || leaf.private_commitment === null))
    throw new NotValid('it is said to be erased, and is not', position);
  if (leaf.private_commitment === null) {
    if (body !== null) throw new NotValid('a private part was added', position);
    return false;
  }
  if (body !== null && private_salt !== null) {
    if (isOpened(private_salt, body, leaf.private_commitment)) return false;
    throw new NotValid('the private part is not the one that was recorded', position);
  }
  if (erased_by === null)
    throw new NotValid(
      'the private part is missing and no event in the log says that it was erased',
      position,
    );
  const ranges = erased_by <= position ? undefined : erasures.get(erased_by);
  if (ranges?.some(([from, to]) => from <= position && position <= to)) return true;
  throw new NotValid(
    `the private part is missing, and no event that this export proves says that it was erased: that at position ` +
      `${erased_by} does not. If it was erased while the export was taken, take another`,
    position,
  );
}

function isOpened(salt: string, text: string, commitment: string): boolean {
  const key = decodeBase64url(salt);
  return key !== null && verifyCommitment(key, text, Buffer.from(commitment, 'base64url'));
}
