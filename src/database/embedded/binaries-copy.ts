import { randomBytes } from 'node:crypto';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readFile,
  readdir,
  readlink,
  rename,
  rm,
  rmdir,
  symlink,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { removeAbandoned } from './data-folder.js';
import { systemCode } from './embedded-postgres-error.js';

interface LibraryLink {
  /** The file, from the package's folder on. */
  readonly source: string;
  /** The link to it. */
  readonly target: string;
}

/** The links that the package lists (native/pg-symlinks.json) and that are not there. */
export async function missingLinks(packageDir: string): Promise<LibraryLink[]> {
  const links = await listedLinks(packageDir);
  const present = await Promise.all(
    links.map((link) =>
      readlink(join(packageDir, link.target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return links.filter((_, index) => !present[index]);
}

/**
 * Copies a package's programs to `target` with its links rebuilt, all readable to everyone and writable to this
 * user only. It appears complete or not at all; a finished copy is kept unless `renew` is set.
 * `isOwn` tells that the parent is the caller's; another parent is made for root and refused where others can write.
 */
export async function copyBinaries(
  packageDir: string,
  target: string,
  { isOwn, renew }: { isOwn: boolean; renew: boolean },
): Promise<void> {
  const parent = dirname(target);
  if (!isOwn) {
    const created = await mkdir(parent, { recursive: true });
    if (created !== undefined) await chmod(parent, 0o755);
    await refuseForeign(parent);
  }
  const existing = await lstat(target).catch(() => null);
  if (existing !== null && !renew) return await refuseForeign(target);
  await removeAbandoned(parent, '.postgres-binaries-');
  const fresh = join(parent, `.postgres-binaries-${randomBytes(6).toString('hex')}`);
  try {
    await copyTree(join(packageDir, 'native'), join(fresh, 'native'));
    await copyFile(join(packageDir, 'package.json'), join(fresh, 'package.json'));
    await chmod(fresh, 0o755);
    for (const { source, target: link } of await listedLinks(packageDir))
      await symlink(relative(dirname(link), source), join(fresh, link));
    if (existing !== null) await rename(target, `${fresh}-old`);
    await rename(fresh, target);
  } catch (error) {
    // Another process has put its copy there meanwhile; it is as good as this one.
    if (!['ENOTEMPTY', 'EEXIST'].includes(systemCode(error))) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(`${fresh}-old`, { recursive: true, force: true });
  }
}

/** Removes a copy that turned out to be of no use, and the folder made for it unless there is more in it. */
export async function removeCopy(target: string, { isOwn }: { isOwn: boolean }): Promise<void> {
  await rm(target, { recursive: true, force: true });
  if (!isOwn) await rmdir(dirname(target)).catch(() => undefined);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    // Archives for linking programs are a tenth of the size and never used at run time.
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, from.endsWith('bin') ? 0o755 : 0o644);
    }
  }
}

async function listedLinks(packageDir: string): Promise<LibraryLink[]> {
  try {
    return JSON.parse(
      await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8'),
    ) as LibraryLink[];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Programs are run only from folders that nobody else could have filled. */
async function refuseForeign(folder: string): Promise<void> {
  const state = await lstat(folder);
  if (!state.isDirectory() || state.uid !== process.getuid?.() || (state.mode & 0o022) !== 0)
    throw new Error(`${folder} is not a folder that only this user can write to`);
}
