import type { Sql } from '../connection.js';
import { sqlFile } from '../sql-file.js';
import { bundledMigrations, SchemaMismatch } from './migrate.js';

const GUARDS = sqlFile(import.meta.url, './sql/guards.sql');

/** A protection of the event table is not in place: the service does not start without it. */
export class GuardMissing extends Error {
  override readonly name = 'GuardMissing';

  constructor(readonly findings: readonly string[]) {
    super(
      `refusing to start, the log is not protected:\n${findings.map((finding) => `  - ${finding}`).join('\n')}`,
    );
  }
}

const FUNCTION = /CREATE (?:OR REPLACE )?FUNCTION eventstore\.(\w+)\([\s\S]*?\sAS\s+(\$\$|')([\s\S]*?)\2/g;

/**
 * The body of each function of the schema, by name, as the migrations leave it. A migration that needs another body
 * makes a function of another name: a node of the version before must find the one it knows.
 */
function functionBodies(): Record<string, string> {
  const texts = bundledMigrations().flatMap(({ statements }) => [...statements.matchAll(FUNCTION)]);
  return Object.fromEntries(texts.map(([, name = '', , body = '']) => [name, body]));
}

/**
 * Asks the catalogue, as the login of each pool, whether every guard of the event table stands (docs/runbook.md).
 * Throws GuardMissing with everything that is wrong.
 */
export async function checkGuards(pools: readonly Pick<Sql, 'unsafe'>[]): Promise<void> {
  const bodies = JSON.stringify(functionBodies());
  const findings = new Set<string>();
  for (const pool of pools) {
    const rows = await pool.unsafe<{ guard: string; holds: boolean; finding: string }[]>(GUARDS, [bodies]);
    for (const row of rows) if (!row.holds) findings.add(`${row.guard}: ${row.finding}`);
  }
  if (findings.size > 0) throw new GuardMissing([...findings]);
}

/**
 * Compares the migrations that ran with those this version brings. An older version runs beside a newer schema
 * (migrations only add), so only what is missing or different stops the start. Throws SchemaMismatch.
 */
export async function checkSchema(pool: Sql): Promise<void> {
  const rows = await pool<
    { version: number; sha256: string }[]
  >`SELECT version, sha256 FROM eventstore.migrations`;
  const done = new Map(rows.map((row) => [row.version, row.sha256]));
  for (const { version, name, sha256 } of bundledMigrations()) {
    if (!done.has(version))
      throw new SchemaMismatch(`migration ${name} has not run; run the setup phase first`);
    if (done.get(version) !== sha256) throw new SchemaMismatch(`migration ${name} ran in another form`);
  }
}
