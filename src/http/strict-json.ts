import { isUtf8 } from 'node:buffer';
import type { JsonValue } from '../transparency/canonical-json.js';
import { InvalidJson, scanJson } from './json-scanner.js';

/**
 * The value of a JSON body. Stricter than `JSON.parse`, so that no two readers see different values in one body.
 * @param bytes UTF-8, without a byte order mark
 * @throws InvalidJson for text that is no JSON or bad UTF-8, duplicate members, depth over 32, numbers beyond
 * ±(2^53 - 1), U+0000, lone surrogates and members named `__proto__`
 */
export function parseJson(bytes: Uint8Array): JsonValue {
  if (!isUtf8(bytes))
    throw new InvalidJson('bad_encoding', 'the body is not UTF-8', '', ...lineOfBadByte(bytes));
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  scanJson(text);
  return JSON.parse(text) as JsonValue;
}

/** Where the first byte that is not UTF-8 stands: the decoder puts U+FFFD there, which no such byte can spell. */
function lineOfBadByte(bytes: Uint8Array): [line: number, column: number] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let at = text.indexOf('\uFFFD');
  while (spellsReplacement(bytes, Buffer.byteLength(text.slice(0, at)))) at = text.indexOf('\uFFFD', at + 1);
  const before = text.slice(0, at);
  return [before.split('\n').length, at - before.lastIndexOf('\n')];
}

function spellsReplacement(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
}
