import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { DEFAULT_SETTINGS, type ProjectionSettings } from './settings.js';

/** The settings of all projections, and what single ones (by name) have of their own. */
export interface ProjectionConfig {
  readonly defaults: ProjectionSettings;
  readonly customizations: ReadonlyMap<string, Partial<ProjectionSettings>>;
}

/** A setting that is unknown or out of bounds; the message names it. */
export class InvalidProjectionSettings extends Error {
  override readonly name = 'InvalidProjectionSettings';
}

export const DEFAULT_PROJECTION_CONFIG: ProjectionConfig = {
  defaults: DEFAULT_SETTINGS,
  customizations: new Map(),
};

interface Kind {
  readonly member: keyof ProjectionSettings;
  readonly read: (value: unknown) => number | boolean | null;
  readonly meant: string;
}

const HOUR = 3_600_000;

/** The settings by the names that ZITADEL's operators know. */
const KINDS = new Map<string, Kind>([
  ['RequeueEvery', duration('requeueEvery', 100, 24 * HOUR)],
  ['RetryFailedAfter', duration('retryFailedAfter', 10, 24 * HOUR)],
  ['MaxFailureCount', integer('maxFailureCount', 1, 255)],
  ['ConcurrentInstances', integer('concurrentInstances', 1, 64)],
  ['BulkLimit', integer('bulkLimit', 1, 20_000)],
  ['HandleInactiveInstances', flag('handleInactiveInstances')],
  ['TransactionDuration', duration('transactionDuration', 100, HOUR, true)],
]);
const BY_ENVIRONMENT = new Map([...KINDS.keys()].map((name) => [name.toUpperCase(), name]));
const PREFIX = 'CLEARANCE_PROJECTIONS_';
const CUSTOMIZATIONS = 'CUSTOMIZATIONS_';
const PROJECTION_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Reads `Projections:` of the YAML file at `path` (null: no file), then the variables CLEARANCE_PROJECTIONS_…, which
 * win. Throws InvalidProjectionSettings.
 */
export function readProjectionConfig(path: string | null, env: NodeJS.ProcessEnv): ProjectionConfig {
  const defaults: Record<string, unknown> = {};
  const customizations = new Map<string, Partial<ProjectionSettings>>();
  const set = (projection: string | null, name: string, value: unknown, place: string): void => {
    const kind = KINDS.get(name);
    if (!kind)
      throw new InvalidProjectionSettings(`${place} is not known; ${[...KINDS.keys()].join(', ')} are`);
    const read = kind.read(value);
    if (read === null)
      throw new InvalidProjectionSettings(`${place} is ${JSON.stringify(value)}; ${kind.meant} is meant`);
    if (projection === null) defaults[kind.member] = read;
    else customizations.set(projection, { ...customizations.get(projection), [kind.member]: read });
  };

  for (const [name, value] of path === null ? [] : settingsOfFile(path)) {
    if (name !== 'Customizations') {
      set(null, name, value, `${path}: Projections.${name}`);
      continue;
    }
    for (const [projection, own] of members(value, `${path}: Projections.Customizations`))
      for (const [key, one] of members(own, `${path}: Projections.Customizations.${projection}`))
        set(projectionName(projection), key, one, `${path}: Projections.Customizations.${projection}.${key}`);
  }
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined) continue;
    const rest = variable.slice(PREFIX.length);
    const isOwn = rest.startsWith(CUSTOMIZATIONS);
    const own = isOwn ? rest.slice(CUSTOMIZATIONS.length) : rest;
    const end = isOwn ? own.lastIndexOf('_') : -1;
    const name = BY_ENVIRONMENT.get(own.slice(end + 1)) ?? own;
    set(isOwn ? projectionName(own.slice(0, Math.max(end, 0))) : null, name, value, variable);
  }
  return {
    defaults: { ...DEFAULT_SETTINGS, ...defaults },
    customizations,
  };
}

/** The settings of the projection with this name. */
export function settingsFor(
  { defaults, customizations }: ProjectionConfig,
  name: string,
): ProjectionSettings {
  return { ...defaults, ...customizations.get(name) };
}

function settingsOfFile(path: string): [string, unknown][] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InvalidProjectionSettings(`the file that CLEARANCE_CONFIG names cannot be read: ${path}`, {
      cause: error,
    });
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) throw new InvalidProjectionSettings(`${path}: ${fault.message}`, { cause: fault });
  const all = members(document.toJS({ maxAliasCount: 0 }) ?? {}, path);
  const unknown = all.find(([name]) => name !== 'Projections');
  if (unknown) throw new InvalidProjectionSettings(`${path}: ${unknown[0]} is not known; Projections is`);
  return all.flatMap(([, value]) => members(value ?? {}, `${path}: Projections`));
}

function members(value: unknown, place: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidProjectionSettings(`${place} is no mapping of names to values`);
  return Object.entries(value);
}

function projectionName(text: string): string {
  const name = text.toLowerCase();
  if (!PROJECTION_NAME.test(name))
    throw new InvalidProjectionSettings(`"${text}" is no name of a projection`);
  return name;
}

const UNITS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', HOUR],
]);

/** `90s`, `1m30s`, `500ms`; `0` where that means that there is none. */
function duration(member: keyof ProjectionSettings, min: number, max: number, zero = false): Kind {
  return {
    member,
    meant: `a duration such as 60s, 1m30s or 500ms from ${min} ms to ${max / HOUR} h${zero ? ', or 0 for none,' : ''}`,
    read: (value) => {
      const text = `${typeof value === 'number' || typeof value === 'string' ? value : ''}`.trim();
      if (zero && /^0(ms|s|m|h)?$/.test(text)) return 0;
      if (!/^(\d{1,9}(ms|s|m|h))+$/.test(text)) return null;
      let sum = 0;
      for (const [, count, unit = ''] of text.matchAll(/(\d+)(ms|s|m|h)/g))
        sum += Number(count) * (UNITS.get(unit) ?? Number.NaN);
      return sum >= min && sum <= max ? sum : null;
    },
  };
}

function integer(member: keyof ProjectionSettings, min: number, max: number): Kind {
  return {
    member,
    meant: `a whole number from ${min} to ${max}`,
    read: (value) => {
      const number = typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
      return typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
        ? number
        : null;
    },
  };
}

function flag(member: keyof ProjectionSettings): Kind {
  return {
    member,
    meant: 'true or false',
    read: (value) => {
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : null;
    },
  };
}
