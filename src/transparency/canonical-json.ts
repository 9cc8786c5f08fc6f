/** Any value that JSON can express. Read-only, so that frozen and literal values fit as well. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Containers may be nested this deep; the outermost one counts as 1. */
export const MAX_DEPTH = 32;

/** A value without a canonical form here. `pointer` is the JSON pointer (RFC 6901) of the offending value. */
export class NotCanonicalizable extends Error {
  override readonly name = 'NotCanonicalizable';

  constructor(
    readonly reason: string,
    readonly pointer: string,
  ) {
    super(`${pointer === '' ? 'The value' : `The value at ${pointer}`} has no canonical form: ${reason}.`);
  }
}

/** A text that is no JSON, or is JSON in another form than its canonical one. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';
}

/** Thrown inside the writer; every level that it leaves adds its own step, innermost first. */
class Refusal extends Error {
  readonly steps: string[] = [];
}

// Letters that JSON writes as they are, and nothing else: the usual string needs no further look.
const PLAIN = /^[ !#-[\]-~]*$/;

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Refusal('the text holds a lone surrogate');
  if (text.includes('\0')) throw new Refusal('the text holds the character U+0000');
  return JSON.stringify(text);
}

function writeNumber(value: number): string {
  if (Number.isSafeInteger(value)) return `${value}`;
  if (!Number.isFinite(value)) throw new Refusal('the number is not finite');
  if (Number.isInteger(value)) throw new Refusal('the integer lies beyond ±(2^53 - 1)');
  return `${value}`;
}

// The same few hundred keys come back in every event: each is checked and quoted once. Bounded in number
// and length, so that keys which someone makes up cannot fill the memory.
const KEYS_KEPT = 2048;
const KEY_LENGTH_KEPT = 64;
const writtenKeys = new Map<string, string>();

function writeKey(key: string): string {
  const known = writtenKeys.get(key);
  if (known !== undefined) return known;
  const written = `${writeString(key)}:`;
  if (writtenKeys.size < KEYS_KEPT && key.length <= KEY_LENGTH_KEPT) writtenKeys.set(key, written);
  return written;
}

/** The default order compares UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort();
  }
  return keys;
}

function leaving(error: unknown, step: string | number): unknown {
  if (error instanceof Refusal) error.steps.push(`${step}`);
  return error;
}

function writeArray(values: readonly unknown[], depth: number): string {
  let out = '[';
  let index = 0;
  try {
    for (; index < values.length; index++) {
      if (index > 0) out += ',';
      out += write(values[index], depth);
    }
  } catch (error) {
    throw leaving(error, index);
  }
  return `${out}]`;
}

function writeObject(value: Record<string, unknown>, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Refusal('it is neither a plain object nor an array');
  }
  let out = '{';
  let step = '';
  try {
    for (const key of sortedKeys(value)) {
      step = key;
      if (out !== '{') out += ',';
      out += writeKey(key);
      out += write(value[key], depth);
    }
  } catch (error) {
    throw leaving(error, step);
  }
  return `${out}}`;
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value !== 'object') throw new Refusal(`JSON has no ${typeof value}`);
  if (depth === MAX_DEPTH) throw new Refusal(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return writeArray(value, depth + 1);
  return writeObject(value as Record<string, unknown>, depth + 1);
}

function pointerOf(steps: readonly string[]): string {
  return steps
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .reverse()
    .join('');
}

/**
 * The canonical JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, no white space,
 * ECMAScript number and string forms. Encode it as UTF-8 to hash it.
 *
 * Stricter than the RFC, so that every other JSON parser reads the same value back.
 * @throws NotCanonicalizable for numbers that are not finite, integers beyond ±(2^53 - 1), lone surrogates,
 * U+0000, undefined, functions, symbols, bigints, objects with a prototype of their own, and depth over 32.
 */
export function canonicalize(value: JsonValue): string {
  try {
    return write(value, 0);
  } catch (error) {
    if (error instanceof Refusal) throw new NotCanonicalizable(error.message, pointerOf(error.steps));
    throw error;
  }
}

/**
 * Reads a canonical JSON text back. Only the very text that `canonicalize` writes is accepted, so duplicate
 * keys, white space and other spellings of a number are refused.
 * @throws NotCanonical
 */
export function parseCanonical(text: string): JsonValue {
  let value: JsonValue;
  let canonical: string;
  try {
    value = JSON.parse(text) as JsonValue;
    canonical = canonicalize(value);
  } catch (error) {
    throw new NotCanonical(`The text is not canonical JSON: ${(error as Error).message}`, { cause: error });
  }
  if (canonical !== text) throw new NotCanonical('The text is JSON, but not in its canonical form.');
  return value;
}
