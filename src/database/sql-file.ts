import { readFileSync } from 'node:fs';

/**
 * The text of an SQL file beside the module that asks, e.g. `sqlFile(import.meta.url, './sql/head.sql')`.
 * Read once, when the module is loaded: a missing file fails the start, not a request.
 */
export function sqlFile(base: string, path: string): string {
  return readFileSync(new URL(path, base), 'utf8');
}
