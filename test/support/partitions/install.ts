import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { SERVICE_ROLES } from '../../../src/database/connection.js';
import { partitioned } from './partitioned.js';
import type { SentStatement, SentValue } from './sent-statement.js';

export interface PartitionOptions {
  /** Partitions a table. */
  readonly count: number;
  /** Folder that gets every distinct statement of the service with its first parameters; null: none are kept. */
  readonly statements: string | null;
}

type Query = (this: pg.Client, ...parameters: unknown[]) => unknown;

/** What tests look at and set up for themselves is nobody's question. */
const SERVICES = new Set(SERVICE_ROLES.map((role) => `clearance ${role}`));

let isInstalled = false;

/**
 * Makes tables of every database that this process sets up partitioned by tenant, between the service and the driver, so
 * that the service's own code runs unchanged. Gives what undoes it; installed once more it changes nothing.
 */
export function installPartitions({ count, statements }: PartitionOptions): () => void {
  if (isInstalled) return () => undefined;
  isInstalled = true;
  const original = pg.Client.prototype.query as Query;
  const keep = statements === null ? () => undefined : keeper(statements);
  const wrapped: Query = function (first, ...more) {
    const sent = typeof first === 'string' ? partitioned(first, count) : first;
    const config: unknown = typeof sent === 'string' ? { text: sent } : sent;
    if (hasText(config)) {
      // A stream of COPY has its text as well, and keeps it.
      const text = partitioned(config.text, count);
      keep(applicationOf(this), text, config.values ?? []);
      if (text !== config.text) return original.call(this, { ...config, text }, ...more);
    }
    return original.call(this, sent, ...more);
  };
  pg.Client.prototype.query = wrapped as typeof pg.Client.prototype.query;
  return () => {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
    isInstalled = false;
  };
}

function hasText(value: unknown): value is { text: string; values?: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

/** As pools name themselves; a blank is escaped in options. */
function applicationOf(client: pg.Client): string {
  const parameters: unknown = Reflect.get(client, 'connectionParameters');
  const options: unknown =
    typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, 'options') : '';
  const name = /application_name=((?:\\.|\S)*)/.exec(String(options))?.[1] ?? '';
  return name.replaceAll('\\', '');
}

function keeper(folder: string): (application: string, text: string, values: readonly unknown[]) => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}.jsonl`);
  const kept = new Set<string>();
  return (application, text, values) => {
    if (!SERVICES.has(application)) return;
    const key = `${application}\n${text}`;
    if (kept.has(key)) return;
    kept.add(key);
    const statement: SentStatement = { application, text, values: values.map(asSent) };
    appendFileSync(file, `${JSON.stringify(statement)}\n`);
  };
}

function asSent(value: unknown): SentValue {
  if (value === null || value === undefined) return null;
  // The driver sends bytes in binary form, arrays that are put together so among them.
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
