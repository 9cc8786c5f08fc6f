import { verifyCommitment } from '../transparency/commitment.js';
import type { LeafEnvelope } from '../transparency/leaf.js';
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

/** @throws NotValid */
export function parseDisclosure(line: string): Disclosure {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new NotValid('a disclosed event is not JSON', null, { cause: error });
  }
  const {
    position,
    payload,
    payload_salt,
    private: body,
    private_salt,
    erased_by,
  } = (value ?? {}) as Disclosure;
  const isText = (one: unknown): boolean => typeof one === 'string';
  const isTextOrNull = (one: unknown): boolean => one === null || isText(one);
  const isPosition = (one: unknown): boolean => Number.isSafeInteger(one);
  if (
    !isPosition(position) ||
    !isText(payload) ||
    !isText(payload_salt) ||
    !isTextOrNull(body) ||
    !isTextOrNull(private_salt) ||
    !(erased_by === null || isPosition(erased_by))
  )
    throw new NotValid('a disclosed event is not of its form', isPosition(position) ? position : null);
  return { position, payload, payload_salt, private: body, private_salt, erased_by };
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
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  if (!verifyCommitment(bytes(payload_salt), payload, bytes(leaf.payload_commitment)))
    throw new NotValid('the payload is not the one that was recorded', position);
  if (leaf.private_commitment === null) {
    if (body !== null) throw new NotValid('a private part was added', position);
    return false;
  }
  if (body !== null && private_salt !== null) {
    if (verifyCommitment(bytes(private_salt), body, bytes(leaf.private_commitment))) return false;
    throw new NotValid('the private part is not the one that was recorded', position);
  }
  const ranges = erased_by === null || erased_by <= position ? undefined : erasures.get(erased_by);
  if (ranges?.some(([from, to]) => from <= position && position <= to)) return true;
  throw new NotValid('the private part is missing and no event in the log says that it was erased', position);
}
