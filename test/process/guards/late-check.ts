import type { Sql } from '../../../src/database/connection.js';
import { APPEND_STATEMENT } from '../../../src/eventstore/append-statement.js';

const LOCK = /SELECT \* INTO head FROM eventstore\.log_head h WHERE h\.tenant = p_tenant FOR UPDATE;/;
const GUARD = /e\.project = g_project\[n\] AND e\.position > g_position\[n\]/;

/**
 * Puts an append in place whose guards see what the statement that waits for the lock saw, as if they were checked in
 * it. In a log without gaps the number of events is the position behind the newest.
 */
export async function checkWhileWaiting(admin: Sql): Promise<void> {
  const name = /eventstore\.(\w+)\(/.exec(APPEND_STATEMENT)?.[1] ?? '';
  const [row] = await admin<{ definition: string }[]>`
    SELECT pg_get_functiondef(oid) AS definition FROM pg_proc
    WHERE proname = ${name} AND pronamespace = 'eventstore'::regnamespace`;
  const definition = row?.definition ?? '';
  if (!LOCK.test(definition) || !GUARD.test(definition))
    throw new Error('the append is written in another way now: this variant of it has to follow');
  await admin.unsafe(
    definition
      .replace('DECLARE', 'DECLARE seen bigint;')
      .replace(
        LOCK,
        (lock) => `SELECT (SELECT count(*) FROM eventstore.events e WHERE e.tenant = p_tenant) INTO seen
          FROM eventstore.log_head h WHERE h.tenant = p_tenant FOR UPDATE;
          ${lock}`,
      )
      .replace(GUARD, (guard) => `${guard} AND e.position < seen`),
  );
}
