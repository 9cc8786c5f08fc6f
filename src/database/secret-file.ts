import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';

/** The text of a secret file without white space at its ends, or null where there is none. */
export async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * The secret in a file of mode 0600, made with its folder when it is not there. Of several that start at once all
 * get the same one; `made` is true for the one whose secret it is.
 */
export async function keptSecret(path: string, make: () => string): Promise<{ text: string; made: boolean }> {
  const kept = await readSecret(path);
  if (kept !== null) return { text: kept, made: false };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = make();
  // A link appears with its whole content, and never replaces another.
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(fresh, path);
    return { text, made: true };
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    return { text: (await readFile(path, 'utf8')).trim(), made: false };
  } finally {
    await rm(fresh, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
