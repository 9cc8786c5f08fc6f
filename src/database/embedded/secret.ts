import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';

/**
 * The superuser's password: 256 random bits as base64url, kept in `<dataDir>/postgres.secret` (mode 0600).
 * Made when there is no cluster yet; throws `secret` when a cluster has lost it.
 */
export async function superuserSecret(dataDir: string, hasCluster: boolean): Promise<string> {
  const path = join(dataDir, 'postgres.secret');
  const kept = await read(path);
  if (kept !== null) return kept;
  if (hasCluster)
    throw new EmbeddedPostgresError(
      'secret',
      `${path} holds the superuser's password of the database beside it, and is missing or empty. Restore the file ` +
        'from where the data came from. Without it nobody can log in; to start anew, move the data folder away.',
    );
  // A link appears with its full content and never replaces one: of two first starts, both use the same secret.
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  try {
    await link(fresh, path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  const secret = await read(path);
  if (secret === null)
    throw new EmbeddedPostgresError('secret', `${path} is empty. Remove it and start again.`);
  return secret;
}

async function read(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    await chmod(path, 0o600);
    return text === '' ? null : text;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
