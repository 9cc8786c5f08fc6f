import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const COMPOSE_FILE = new URL('../../../docker-compose.yml', import.meta.url);
const IMAGE_FILE = new URL('../../../Dockerfile', import.meta.url);
const IGNORE_FILE = new URL('../../../.dockerignore', import.meta.url);

/** What docker-compose.yml says of a service, as far as a test starts it without containers. */
export interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** `${NAME}`, `${NAME:?words}` and `${NAME:-default}`: the forms that the file uses. */
const VARIABLE = /\$\{(?<name>\w+)(?::(?<kind>[?-])(?<rest>[^}]*))?\}/g;

/** A service with its variables filled in as Compose does. Throws where one that has to be set is not. */
export function composeService(service: string, variables: Readonly<Record<string, string>>): ComposeService {
  const { services } = parse(fill(readFileSync(COMPOSE_FILE, 'utf8'), variables)) as ComposeFile;
  const found = services[service];
  if (!found) throw new Error(`no service ${service}`);
  return found;
}

function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (...match) => {
    const { name, kind, rest } = match.at(-1) as { name: string; kind?: string; rest?: string };
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '-') return rest ?? '';
    throw new Error(`${name}: ${rest ?? 'is not set'}`);
  });
}

/** The command of the image's health check. */
export function healthCheck(): string[] {
  const [, command = ''] = /^HEALTHCHECK [^[]*CMD (\[.*\])$/m.exec(readFileSync(IMAGE_FILE, 'utf8')) ?? [];
  return JSON.parse(command) as string[];
}

/** What the image's steps copy out of the project's folder: paths as the file writes them, slashes for folders. */
export function copiedFromProject(): string[] {
  return readFileSync(IMAGE_FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));
}

/** What .dockerignore lets through, which refuses everything first: paths without the exclamation mark. */
export function letThrough(): string[] {
  const [first, ...others] = readFileSync(IGNORE_FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*') throw new Error('.dockerignore does not begin by refusing everything');
  return others.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
}
