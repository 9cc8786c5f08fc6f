import { textArray } from '../../database/array-literal.js';
import { sqlFile } from '../../database/sql-file.js';
import type { EventRow } from '../event-row.js';
import { applyNarrowing, prepareRows, type Scope } from './apply.js';
import { lockState } from './batch.js';
import {
  type FailedRow,
  lockFailed,
  markDismissed,
  readSetAside,
  recordFailure,
  removeFailed,
} from './failed-events.js';
import type { Failure } from './fold.js';
import type { ProjectionSettings } from './settings.js';

const READ_PARTITION = sqlFile(import.meta.url, './sql/read-partition.sql');
const READ_BATCH = sqlFile(import.meta.url, './sql/read-batch.sql');
const PAGE = 1_000;

/** `healed`: the partition is up with the projection; `failed`: set aside still; `gone`: nothing was to be done. */
export type RetryResult = 'healed' | 'failed' | 'gone';

/**
 * Applies the events of a partition that is set aside, from the failed one up to where the projection stands, in the
 * caller's transaction. Where a later one fails in its turn, the partition is set aside at that one.
 */
export async function retryFailed(
  scope: Scope,
  position: number,
  settings: ProjectionSettings,
  { onlyDue }: { onlyDue: boolean },
): Promise<RetryResult> {
  const end = await lockState(scope);
  const row = await lockFailed(scope, position, onlyDue);
  if (!row || row.state === 'dismissed') return 'gone';
  const failure = await replay(scope, row, position, end);
  if (failure?.event.position !== position) await removeFailed(scope, position);
  if (failure) await recordFailure(scope, failure, settings);
  return failure ? 'failed' : 'healed';
}

/** Leaves the failed event out for good, and applies what its partition has behind it. */
export async function dismissFailed(
  scope: Scope,
  position: number,
  settings: ProjectionSettings,
): Promise<RetryResult> {
  const end = await lockState(scope);
  const row = await lockFailed(scope, position, false);
  if (!row || row.state === 'dismissed') return 'gone';
  await markDismissed(scope, position);
  const failure = await replay(scope, row, position + 1, end);
  if (failure) await recordFailure(scope, failure, settings);
  return failure ? 'failed' : 'healed';
}

/** The first event from `from` on that fails; what came before it in the partition is written. */
async function replay(scope: Scope, row: FailedRow, from: number, end: number): Promise<Failure | null> {
  const { dismissed } = await readSetAside(scope);
  const aside = { partitions: new Set<string>(), dismissed };
  for (let next = from; ;) {
    const rows = await readPage(scope, row.partition, next, end);
    const wanted = rows.filter((entry) => scope.projection.eventTypes.includes(entry.event_type));
    const events = prepareRows(scope, wanted).filter(({ partition }) => partition === row.partition);
    const [failure] = await applyNarrowing(scope, events, aside);
    if (failure) return failure;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return null;
    next = last.position + 1;
  }
}

/** Where the projection says itself what a partition is, only it can tell which events belong to one. */
async function readPage(
  { sql, projection, tenant }: Scope,
  partition: string,
  from: number,
  end: number,
): Promise<EventRow[]> {
  const types = textArray(projection.eventTypes);
  if (!projection.partition)
    return await sql.unsafe<EventRow[]>(READ_PARTITION, [tenant, partition, from, end, PAGE, types], {
      prepare: true,
    });
  const limit = Math.min(PAGE, end - from);
  if (limit <= 0) return [];
  return await sql.unsafe<EventRow[]>(READ_BATCH, [tenant, from, limit, types], { prepare: true });
}
