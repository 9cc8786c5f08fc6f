import { join, resolve } from 'node:path';
import { NoKey, WrongConfiguration } from '../failures.js';
import type { Io } from '../io.js';
import { configFolder, readConfigFile } from './config-file.js';
import { checkKey, readKeyFile } from './key-file.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';
/** Where a service that was started in the working folder has left its admin key. */
const LOCAL_ADMIN_KEY = '.clearance/admin-key';

/** Where the service is, and who asks. */
export interface Settings {
  readonly url: URL;
  readonly key: string;
  /** Where the key came from, in words; never the key. */
  readonly keySource: string;
  /** What the caller should put right. */
  readonly warnings: readonly string[];
  /** What a person at a terminal should know. */
  readonly notes: readonly string[];
  /** Whether ready with exceptions is not ready enough. */
  readonly noExceptions: boolean;
  /** What stood behind the key in standard input; null where the key came from elsewhere. */
  readonly stdinLeft: Uint8Array | null;
}

/** What the command line says of them. */
export interface SettingFlags {
  /** Null: CLEARANCE_PROFILE, else what the file says. */
  readonly profile: string | null;
  readonly isKeyInStdin: boolean;
}

type FoundKey = Pick<Settings, 'key' | 'keySource'> &
  Partial<Pick<Settings, 'warnings' | 'notes' | 'stdinLeft'>>;

const NEWLINE = 0x0a;

/**
 * Reads environment, configuration file and key file; docs/cli.md has their order.
 * @throws WrongConfiguration, or NoKey where there is no key anywhere
 */
export async function readSettings(io: Io, { profile, isKeyInStdin }: SettingFlags): Promise<Settings> {
  const named = profile ?? (given(io.env['CLEARANCE_PROFILE']) ? io.env['CLEARANCE_PROFILE'].trim() : null);
  const file = await readConfigFile(join(configFolder(io), 'config.json'), io.home, named);
  const [urlText, urlPlace] = given(io.env['CLEARANCE_URL'])
    ? [io.env['CLEARANCE_URL'], 'CLEARANCE_URL']
    : [file.url ?? DEFAULT_URL, file.path];
  const url = readUrl(urlText.trim(), urlPlace);
  const found = isKeyInStdin
    ? await keyFromStdin(io)
    : ((await keyFromEnvironment(io)) ?? (await keyFromConfig(file)) ?? (await localKey(io, url)));
  if (found === null) {
    throw new NoKey(
      `There is no API key: set CLEARANCE_API_KEY, or CLEARANCE_API_KEY_FILE to a file that holds it, or key_file in ${file.path}`,
    );
  }
  const noExceptions = exceptionsFromEnvironment(io) ?? file.noExceptions ?? false;
  return { url, warnings: [], notes: [], stdinLeft: null, noExceptions, ...found };
}

/** The first line is the key; the rest is what the command reads, if it reads any. */
async function keyFromStdin(io: Io): Promise<FoundKey> {
  const bytes = await io.readStdin();
  const end = bytes.indexOf(NEWLINE);
  const line = end < 0 ? bytes : bytes.subarray(0, end);
  const key = checkKey(new TextDecoder().decode(line), 'standard input');
  return {
    key,
    keySource: 'standard input',
    stdinLeft: end < 0 ? new Uint8Array() : bytes.subarray(end + 1),
  };
}

function exceptionsFromEnvironment({ env }: Io): boolean | null {
  const text = env['CLEARANCE_NO_EXCEPTIONS'];
  if (!given(text)) return null;
  if (text !== 'true' && text !== 'false')
    throw new WrongConfiguration('CLEARANCE_NO_EXCEPTIONS is true or false');
  return text === 'true';
}

async function keyFromEnvironment({ env, cwd }: Io): Promise<FoundKey | null> {
  const key = env['CLEARANCE_API_KEY'];
  if (given(key)) return { key: checkKey(key, 'CLEARANCE_API_KEY'), keySource: 'CLEARANCE_API_KEY' };
  const path = env['CLEARANCE_API_KEY_FILE'];
  if (!given(path)) return null;
  const { key: read, warnings } = await readKeyFile(resolve(cwd, path), 'CLEARANCE_API_KEY_FILE', path);
  return { key: read, keySource: `${path} (CLEARANCE_API_KEY_FILE)`, warnings };
}

async function keyFromConfig(file: Awaited<ReturnType<typeof readConfigFile>>): Promise<FoundKey | null> {
  if (file.keyFile === null) return null;
  const { key, warnings } = await readKeyFile(file.keyFile, `key_file in ${file.path}`);
  return { key, keySource: `${file.keyFile} (key_file in ${file.path})`, warnings };
}

/** An admin key that lies about is for the service beside it, not to be sent anywhere else. */
async function localKey({ cwd }: Io, url: URL): Promise<FoundKey | null> {
  if (!isLoopback(url.hostname)) return null;
  const path = join(cwd, LOCAL_ADMIN_KEY);
  const found = await readKeyFile(path, 'the admin key', LOCAL_ADMIN_KEY, 'may be missing');
  if (found === null) return null;
  return {
    key: found.key,
    keySource: LOCAL_ADMIN_KEY,
    warnings: found.warnings,
    notes: [`using the admin key in ${LOCAL_ADMIN_KEY}`],
  };
}

function given(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readUrl(text: string, place: string): URL {
  const url = URL.parse(text);
  const isHttp = url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
  if (!isHttp || url.search !== '' || url.hash !== '')
    throw new WrongConfiguration(`${place}: "${withoutPassword(text)}" is no URL such as ${DEFAULT_URL}`);
  if (url.username !== '' || url.password !== '')
    throw new WrongConfiguration(`${place} holds a user name or password: the key has its own place`);
  return url;
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//');
}
