import { readFileSync } from 'node:fs';
import { superuserPool } from '../support/server.mjs';

const FOLD = readFileSync(new URL('./fold.sql', import.meta.url), 'utf8');

/** Events a second that one SQL statement folds, which knows no rules but the newest decision. */
export async function sqlFold(superuser, events) {
  const sql = await superuserPool(superuser, superuser.database, 1);
  try {
    const started = performance.now();
    await sql.unsafe(FOLD);
    return events / ((performance.now() - started) / 1_000);
  } finally {
    await sql.end();
  }
}
