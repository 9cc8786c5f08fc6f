import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemWords, WrongConfiguration } from '../failures.js';
import type { Io } from '../io.js';

const MEMBERS = ['url', 'key_file'];

/** What the configuration file says; null for what it leaves out, as all of it where there is no file. */
export interface ConfigFile {
  readonly path: string;
  readonly url: string | null;
  /** Absolute. */
  readonly keyFile: string | null;
}

/** `~/.config/clearance`, or where XDG_CONFIG_HOME says (XDG Base Directory Specification). */
export function configFolder({ env, home }: Pick<Io, 'env' | 'home'>): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'clearance');
}

/** @throws WrongConfiguration where the file cannot be read or says something else than url and key_file */
export async function readConfigFile(path: string, home: string): Promise<ConfigFile> {
  const text = await readIfThere(path);
  if (text === null) return { path, url: null, keyFile: null };
  const values = parse(path, text);
  const unknown = Object.keys(values).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined)
    throw new WrongConfiguration(`${path}: "${unknown}" is not read; ${MEMBERS.join(' and ')} are`);
  const wrong = MEMBERS.find((member) => !['string', 'undefined'].includes(typeof values[member]));
  if (wrong !== undefined) throw new WrongConfiguration(`${path}: "${wrong}" must be a text`);
  const { url, key_file: keyFile } = values as { url?: string; key_file?: string };
  return { path, url: url ?? null, keyFile: keyFile === undefined ? null : absolute(keyFile, path, home) };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new WrongConfiguration(`${path} cannot be read: ${systemWords(error)}`, { cause: error });
  }
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return values as Record<string, unknown>;
  } catch {
    // The engine's message quotes the text, which may hold a key that does not belong there.
  }
  throw new WrongConfiguration(`${path} is no JSON object such as {"url": "…", "key_file": "…"}`);
}

function absolute(keyFile: string, configPath: string, home: string): string {
  return keyFile.startsWith('~/') ? join(home, keyFile.slice(2)) : resolve(dirname(configPath), keyFile);
}
