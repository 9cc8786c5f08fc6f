import { open } from 'node:fs/promises';
import { systemWords, WrongConfiguration } from '../failures.js';

const READABLE_BY_OTHERS = 0o044;
const LONGEST_KEY = 8192;

export interface KeyFile {
  readonly key: string;
  readonly warnings: readonly string[];
}

/**
 * Reads an API key or access token from a file: one line. Warns where others than the owner may read it.
 * @param place who names the file, in words
 * @param shown the file as its owner wrote it
 * @param missing where the file may be missing, null stands for that
 * @throws WrongConfiguration where it cannot be read or holds no key
 */
export async function readKeyFile(path: string, place: string, shown?: string): Promise<KeyFile>;
export async function readKeyFile(
  path: string,
  place: string,
  shown: string,
  missing: 'may be missing',
): Promise<KeyFile | null>;
export async function readKeyFile(
  path: string,
  place: string,
  shown = path,
  missing?: 'may be missing',
): Promise<KeyFile | null> {
  try {
    await using file = await open(path);
    const { mode } = await file.stat();
    const key = checkKey(await file.readFile('utf8'), shown);
    return { key, warnings: isOpen(mode) ? [`${shown} can be read by others: chmod 600 ${shown}`] : [] };
  } catch (error) {
    if (error instanceof WrongConfiguration) throw error;
    if (missing && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new WrongConfiguration(`${place}: ${shown} cannot be read: ${systemWords(error)}`, {
      cause: error,
    });
  }
}

/** The key without the white space around it; what could not stand in a header is refused. */
export function checkKey(text: string, source: string): string {
  const key = text.trim();
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > LONGEST_KEY)
    throw new WrongConfiguration(`${source} holds no key: one line without spaces is meant`);
  return key;
}

/** Windows has no such mode bits. */
function isOpen(mode: number): boolean {
  return process.platform !== 'win32' && (mode & READABLE_BY_OTHERS) !== 0;
}
