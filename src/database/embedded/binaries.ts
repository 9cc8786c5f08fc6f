import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { copyBinaries, missingLinks, removeCopy } from './binaries-copy.js';
import type { DataFolder } from './data-folder.js';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { run } from './run.js';
import type { ServerUser } from './server-user.js';

const PLATFORMS = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);
/** For root, whose data folder may lie where the server's user cannot go. */
const SHARED_FOLDER = '/var/lib/clearance';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** e.g. 18 */
  readonly major: number;
}

/**
 * Programs that the server's user can run: those of the package @embedded-postgres/<platform> in place, else a
 * private copy (the package lies in a closed folder, or was installed without its links to libraries). The copy
 * goes to `<dataDir>/postgres-binaries-<version>`; for root with a closed data folder to /var/lib/clearance, else
 * to the folder for temporary files: PostgreSQL insists on a readable path to its own program.
 * Throws unsupported_platform, binaries_missing, binaries_unusable or disk_full.
 */
export async function usableBinaries(folder: DataFolder, packageDir = locatePackage()): Promise<Binaries> {
  const source = resolve(packageDir);
  const inPlace = await probe(source, folder.user);
  if (typeof inPlace !== 'string') return inPlace;
  const reasons = [inPlace];
  const version = await packageVersion(source);
  for (const parent of copyParents(folder)) {
    const isOwn = parent === folder.path;
    const target = join(parent, `postgres-binaries-${version}`);
    for (const attempt of ['keep', 'renew'] as const) {
      try {
        await copyBinaries(source, target, { isOwn, renew: attempt === 'renew' });
      } catch (error) {
        if (systemCode(error) === 'ENOSPC')
          throw new EmbeddedPostgresError(
            'disk_full',
            `No space left for a copy of PostgreSQL's programs (50 MB) in ${parent}. Free some space.`,
            { cause: error },
          );
        reasons.push(`no copy in ${parent}: ${error instanceof Error ? error.message : String(error)}`);
        break;
      }
      const copied = await probe(target, folder.user);
      if (typeof copied !== 'string') return copied;
      if (attempt === 'keep') continue;
      reasons.push(copied);
      await removeCopy(target, { isOwn });
    }
  }
  throw new EmbeddedPostgresError(
    'binaries_unusable',
    `User ${folder.user.name} cannot run PostgreSQL's programs: ${reasons.join('; ')}. They need glibc (not Alpine's ` +
      'musl) and a folder without the mount option noexec. Or set DATABASE_URL to a server of your own.',
  );
}

/** The folder of the installed package for this platform. Throws unsupported_platform or binaries_missing. */
export function locatePackage(platform = `${process.platform}-${process.arch}`): string {
  if (!PLATFORMS.has(platform))
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for ${platform} (only for ${[...PLATFORMS].join(', ')}). ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    );
  const name = `@embedded-postgres/${platform}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `The package ${name} is not installed. Run npm install without leaving out optional packages, ` +
        'or set DATABASE_URL to a PostgreSQL server, version 15 or later.',
      { cause: error },
    );
  }
}

function copyParents(folder: DataFolder): string[] {
  const own = folder.isReachable ? [folder.path] : [];
  return process.getuid?.() === 0 ? [...own, SHARED_FOLDER, join(tmpdir(), 'clearance')] : own;
}

/** The programs below a package's folder, or the reason why the user cannot run them. */
async function probe(packageDir: string, user: ServerUser): Promise<Binaries | string> {
  const bin = join(packageDir, 'native', 'bin');
  const postgres = join(bin, 'postgres');
  try {
    await stat(postgres);
    const missing = await missingLinks(packageDir);
    if (missing.length > 0) return `${packageDir} lacks ${missing.length} links to libraries`;
    const { status, output } = await run(postgres, ['--version'], { identity: user.identity });
    const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
    if (status !== 0 || major === undefined)
      return `${postgres}: ${output.trim() || `exit status ${status}`}`;
    return { postgres, initdb: join(bin, 'initdb'), major: Number(major) };
  } catch (error) {
    return `${postgres}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function packageVersion(packageDir: string): Promise<string> {
  try {
    const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
      version?: unknown;
    };
    if (typeof version === 'string' && /^[\w.+-]+$/.test(version)) return version;
    throw new Error('it names no version');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `${packageDir} is not a package of PostgreSQL's programs. Run npm install again, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}
