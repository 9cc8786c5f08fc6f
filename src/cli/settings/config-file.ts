import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemWords, WrongConfiguration } from '../failures.js';
import type { Io } from '../io.js';

const TEXTS = ['url', 'key_file'] as const;
const FLAGS = ['no_exceptions'] as const;
const OF_PROFILES: readonly string[] = [...TEXTS, ...FLAGS];
const OF_FILES: readonly string[] = [...OF_PROFILES, 'profile', 'profiles'];

/** What the configuration file says; null for what it leaves out, as all of it where there is no file. */
export interface ConfigFile {
  readonly path: string;
  readonly url: string | null;
  /** Absolute. */
  readonly keyFile: string | null;
  /** Whether ready with exceptions is not ready enough. */
  readonly noExceptions: boolean | null;
}

type Values = Readonly<Record<string, unknown>>;

/** `~/.config/clearance`, or where XDG_CONFIG_HOME says (XDG Base Directory Specification). */
export function configFolder({ env, home }: Pick<Io, 'env' | 'home'>): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'clearance');
}

/**
 * Reads the configuration file: its top level, with a profile's values before those.
 * @param profile null: the one that `profile` in the file names, if it names one
 * @throws WrongConfiguration where the file cannot be read, has members that are not known, or lacks the profile
 */
export async function readConfigFile(
  path: string,
  home: string,
  profile: string | null,
): Promise<ConfigFile> {
  const text = await readIfThere(path);
  if (text === null && profile !== null)
    throw new WrongConfiguration(`There is no profile "${profile}": there is no ${path}`);
  const values = text === null ? {} : parse(path, text);
  check(path, values, OF_FILES);
  const named = profile ?? values['profile'] ?? null;
  const {
    url,
    key_file: keyFile,
    no_exceptions: noExceptions,
  } = { ...values, ...profileOf(path, values, named) } as {
    url?: string;
    key_file?: string;
    no_exceptions?: boolean;
  };
  return {
    path,
    url: url ?? null,
    keyFile: keyFile === undefined ? null : absolute(keyFile, path, home),
    noExceptions: noExceptions ?? null,
  };
}

function profileOf(path: string, { profiles }: Values, named: unknown): Values {
  if (named === null) return {};
  if (typeof named !== 'string') throw new WrongConfiguration(`${path}: "profile" must be a text`);
  const all = isObject(profiles) ? profiles : {};
  const profile = Object.hasOwn(all, named) ? all[named] : undefined;
  if (!isObject(profile)) {
    const known = Object.keys(all).join(', ');
    throw new WrongConfiguration(
      `${path} has no profile "${named}"; it has ${known === '' ? 'none' : known}`,
    );
  }
  check(`${path}, profile "${named}"`, profile, OF_PROFILES);
  return profile;
}

function check(where: string, values: Values, members: readonly string[]): void {
  const unknown = Object.keys(values).find((member) => !members.includes(member));
  if (unknown !== undefined)
    throw new WrongConfiguration(`${where}: "${unknown}" is not read; ${members.join(', ')} are`);
  const noText = TEXTS.find((member) => !['string', 'undefined'].includes(typeof values[member]));
  if (noText !== undefined) throw new WrongConfiguration(`${where}: "${noText}" must be a text`);
  const noFlag = FLAGS.find((member) => !['boolean', 'undefined'].includes(typeof values[member]));
  if (noFlag !== undefined) throw new WrongConfiguration(`${where}: "${noFlag}" must be true or false`);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new WrongConfiguration(`${path} cannot be read: ${systemWords(error)}`, { cause: error });
  }
}

function parse(path: string, text: string): Values {
  try {
    const values: unknown = JSON.parse(text);
    if (isObject(values)) return values;
  } catch {
    // The engine's message quotes the text, which may hold a key that does not belong there.
  }
  throw new WrongConfiguration(`${path} is no JSON object such as {"url": "…", "key_file": "…"}`);
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function absolute(keyFile: string, configPath: string, home: string): string {
  return keyFile.startsWith('~/') ? join(home, keyFile.slice(2)) : resolve(dirname(configPath), keyFile);
}
