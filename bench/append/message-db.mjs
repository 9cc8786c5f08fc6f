import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { superuserPool } from '../support/server.mjs';
import { freshName, payloadOf, placeOf } from './payload.mjs';

/** What its install.sh runs, in that order; roles and privileges are not needed for a superuser. */
const FILES = [
  'schema/message-store.sql',
  'tables/messages.sql',
  'types/message.sql',
  ...[
    'message-store-version',
    'hash-64',
    'acquire-lock',
    'category',
    'is-category',
    'id',
    'cardinal-id',
    'stream-version',
    'write-message',
  ].map((name) => `functions/${name}.sql`),
  ...['id', 'stream', 'category'].map((name) => `indexes/messages-${name}.sql`),
];

const WRITE = 'SELECT message_store.write_message($1, $2, $3, $4::jsonb, $5::jsonb, $6)';

/** message-db's write_message on a database of its own; null where it is not installed. */
export async function messageDb(superuser, say) {
  const folder = folderOf();
  if (folder === null) {
    say('message-db is left out: it is not installed (npm ci --prefix bench)');
    return null;
  }
  const admin = await superuserPool(superuser, 'postgres', 1);
  await admin.unsafe('CREATE DATABASE message_store');
  await admin.unsafe('ALTER DATABASE message_store SET search_path TO message_store, public');
  await admin.end();
  const setUp = await superuserPool(superuser, 'message_store', 1);
  for (const file of FILES) await setUp.unsafe(readFileSync(join(folder, file), 'utf8'));
  await setUp.end();
  return {
    /** Appends over a pool of so many connections. */
    async open(connections) {
      const sql = await superuserPool(superuser, 'message_store', connections);
      return { appender: () => appenderOf(sql), close: () => sql.end() };
    },
  };
}

function appenderOf(sql) {
  const name = freshName();
  return async (lane, turn) => {
    const { stream, expected } = placeOf(lane, turn);
    // Its lock is one for a category, so each lane has one of its own: what suits it best.
    const values = [randomUUID(), `item${name}l${lane}-${stream}`, 'item.checked'];
    const payload = JSON.stringify(payloadOf(lane, turn));
    await sql.unsafe(WRITE, [...values, payload, '{}', expected - 1], { prepare: true });
  };
}

function folderOf() {
  const { resolve } = createRequire(import.meta.url);
  try {
    return join(dirname(resolve('@eventide/message-db/package.json')), 'database');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
