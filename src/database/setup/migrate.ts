import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ConnectionTarget } from '../connection.js';
import { inDatabase, withSetupLock } from './init.js';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
  readonly statements: string;
}

/** The database and the code do not fit: a migration was changed after it ran, or the database is newer. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

const FOLDER = new URL('../../../migrations/', import.meta.url);

/** The numbered migrations that come with this version, in order. */
export function bundledMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const statements = readFileSync(new URL(file, FOLDER), 'utf8');
      const sha256 = createHash('sha256').update(statements).digest('hex');
      return { version: Number(file.slice(0, 4)), name: file, sha256, statements };
    });
}

/**
 * The setup phase: runs what has not run, each migration in a transaction of its own, as clearance_owner.
 * Forward only. Gives the names of those that ran. Throws SchemaMismatch where one that ran was changed since.
 */
export async function migrate(setup: ConnectionTarget, database: string): Promise<string[]> {
  return await inDatabase({ ...setup, database }, (sql) =>
    withSetupLock(sql, async () => {
      await sql.unsafe(`SET ROLE clearance_owner`);
      await sql.unsafe(`CREATE TABLE IF NOT EXISTS eventstore.migrations (
        version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
      const done = new Map(
        (
          await sql<{ version: number; sha256: string }[]>`SELECT version, sha256 FROM eventstore.migrations`
        ).map((row) => [row.version, row.sha256]),
      );
      const ran: string[] = [];
      for (const migration of bundledMigrations()) {
        const before = done.get(migration.version);
        if (before !== undefined && before !== migration.sha256)
          throw new SchemaMismatch(
            `migration ${migration.name} ran in another form; migrations are never edited`,
          );
        if (before !== undefined) continue;
        await sql.begin(async (transaction) => {
          await transaction.unsafe(migration.statements);
          await transaction`INSERT INTO eventstore.migrations (version, name, sha256)
            VALUES (${migration.version}, ${migration.name}, ${migration.sha256})`;
        });
        ran.push(migration.name);
      }
      return ran;
    }),
  );
}
