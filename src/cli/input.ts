import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileFailure, systemWords, WrongUsage } from './failures.js';
import type { Io } from './io.js';

/**
 * The bytes of a file; `-` is standard input.
 * @throws FileFailure
 */
export async function readInput(io: Io, file: string): Promise<Uint8Array> {
  if (file === '-') return await io.readStdin();
  try {
    return await readFile(resolve(io.cwd, file));
  } catch (error) {
    throw new FileFailure(`${file} cannot be read: ${systemWords(error)}`, { cause: error });
  }
}

/**
 * A JSON object from a file.
 * @throws WrongUsage where the text is none
 */
export function jsonObject(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below, in the same words.
  }
  throw new WrongUsage(`${file === '-' ? 'standard input' : file} holds no JSON object`);
}
