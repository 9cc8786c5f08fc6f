import { setTimeout as delay } from 'node:timers/promises';
import { plainArray, textArray } from '../database/array-literal.js';
import { inTenant, type Sql } from '../database/connection.js';
import { failureCode, hadNoConnection, isTransient, outcomeOf } from '../database/failures.js';
import { sqlFile } from '../database/sql-file.js';
import { APPEND_STATEMENT, type AppendAnswer, appendParameters, readAnswer } from './append-statement.js';
import { ClockBehind, StoreUnavailable, UnknownTenant } from './errors.js';
import type { SealedAppend } from './envelope.js';

const EVENT_AT_SEQUENCE = sqlFile(import.meta.url, './sql/event-at-sequence.sql');

/** Retries end after this long; then the caller hears that nobody knows, and repeats with its key. */
const PATIENCE_MS = 5_000;
/** Without a connection nothing was sent, so the caller can as well come again. */
const PATIENCE_UNSENT_MS = 500;

/**
 * Sends one batch and gives its answer. An answer that was lost between COMMIT and here is found again: the batch
 * is sent once more with the same event ids, and an append that is refused then, but whose first event stands in
 * its stream, had been done. Throws UnknownTenant, ClockBehind, StoreUnavailable.
 */
export async function commitBatch(
  sql: Sql,
  tenant: string,
  batch: readonly SealedAppend[],
): Promise<AppendAnswer> {
  const parameters = appendParameters(tenant, batch);
  const startedAt = performance.now();
  let unsure = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const rows = await sql.unsafe<{ answer: string }[]>(APPEND_STATEMENT, parameters, { prepare: true });
      const answer = readAnswer(batch, rows[0]?.answer ?? 'null');
      return unsure ? await withEarlierOutcome(sql, tenant, batch, answer) : answer;
    } catch (error) {
      if (failureCode(error) === 'CL001')
        throw new UnknownTenant(`tenant "${tenant}" has no log`, { cause: error });
      if (failureCode(error) === 'CL002')
        throw new ClockBehind(`the database's clock is behind its newest event: ${String(error)}`, {
          cause: error,
        });
      if (!isTransient(error)) throw error;
      if (outcomeOf(error) === 'unknown') unsure = true;
      const patience = !unsure && hadNoConnection(error) ? PATIENCE_UNSENT_MS : PATIENCE_MS;
      if (performance.now() - startedAt > patience)
        throw new StoreUnavailable('the database does not answer', unsure ? 'unknown' : 'not_done', {
          cause: error,
        });
      await delay(Math.min(20 * 2 ** attempt, 500));
    }
  }
}

/** The answer with the appends that an earlier try had recorded shown as recorded. */
async function withEarlierOutcome(
  sql: Sql,
  tenant: string,
  batch: readonly SealedAppend[],
  answer: AppendAnswer,
): Promise<AppendAnswer> {
  if (answer.refusals.length === 0) return answer;
  const heads = batch.map((append) => append.events[0]);
  const parameters = [
    tenant,
    textArray(heads.map((event) => event?.aggregateType ?? '')),
    textArray(heads.map((event) => event?.aggregateId ?? '')),
    plainArray(heads.map((event) => event?.sequence ?? 0)),
  ];
  const rows = await inTenant(sql, tenant, 'read', (transaction) =>
    transaction.unsafe<
      { ord: number; event_id: string; position: number; epoch: number; created_at: string }[]
    >(EVENT_AT_SEQUENCE, parameters),
  );
  const mine = rows.filter((row) => heads[row.ord - 1]?.id === row.event_id);
  const earliest = mine[0];
  if (!earliest) return answer;
  return {
    // One batch is one transaction: what was recorded earlier has one epoch and one time, and is all of it or nothing.
    epoch: earliest.epoch,
    created_at: earliest.created_at,
    first: answer.first.map(
      (first, index) => first ?? mine.find((row) => row.ord === index + 1)?.position ?? null,
    ),
    refusals: answer.refusals.filter(({ append }) => !mine.some((row) => row.ord === append)),
  };
}
