import { plainArray, textArray } from '../../../database/array-literal.js';
import { inTenant, type Sql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { RecordedEvent } from '../../../eventstore/event.js';
import type { AttemptEntry } from './attempt.js';

const RECORD = sqlFile(import.meta.url, './sql/record.sql');
const DUE = sqlFile(import.meta.url, './sql/due.sql');
const TIDY = sqlFile(import.meta.url, './sql/tidy.sql');
const FORGET_ANSWERS = sqlFile(import.meta.url, './sql/forget-answers.sql');
const TAKE = sqlFile(import.meta.url, './sql/take.sql');
const SAVE = sqlFile(import.meta.url, './sql/save.sql');

/** Which endpoint, and under which lease it is delivered to. */
export interface Lease {
  readonly tenant: string;
  readonly webhook: string;
  readonly epoch: number;
}

/** How far an endpoint is. Times are dates of the clock that retries go by. */
export interface Progress {
  position: number;
  failures: number;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  resumed: number;
  redelivered: number;
  redeliveryNext: number | null;
}

interface TakenRow {
  readonly position: number;
  readonly epoch: number;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly last_success_at: Date | null;
  readonly resumed: number;
  readonly redelivered: number;
  readonly redelivery_next: number | null;
}

export interface DueDelivery {
  readonly position: number;
  readonly attempts: number;
  readonly first_at: Date;
}

export interface DeliveryRecord {
  readonly state: 'delivered' | 'retrying' | 'waiting' | 'dead';
  /** Since it was asked for the last time. */
  readonly attempts: number;
  readonly at: Date;
  readonly nextAt: Date | null;
  /** Null where nothing was sent. */
  readonly entry: AttemptEntry | null;
}

/** What became of an event's delivery. */
export interface Noted {
  readonly event: RecordedEvent;
  readonly record: DeliveryRecord;
}

/** Another node has taken the endpoint over: whoever sees this stops at once. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What keeps the order within an endpoint. */
export function aggregateOf({ stream }: RecordedEvent): string {
  return `${stream.type}/${stream.id}`;
}

/** As record.sql reads it. */
function recordRow({ event, record }: Noted): object {
  const { state, attempts, at, nextAt, entry } = record;
  return {
    position: event.position,
    event_id: event.id,
    event_type: event.type,
    aggregate: aggregateOf(event),
    state,
    attempts,
    added: entry ? 1 : 0,
    at,
    next_at: nextAt,
    status: entry?.response?.status ?? null,
    error: entry?.error?.slice(0, 1_000) ?? null,
    log: entry ? [entry] : [],
  };
}

/** Cursors and deliveries in the database. Every method may throw what the database throws. */
export class DeliveryStore {
  constructor(private readonly sql: Sql) {}

  /** Makes the cursor of an endpoint that has none. */
  async ensure(tenant: string, webhook: string, startsAfter: number): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`INSERT INTO integrations.webhook_cursors (tenant, webhook, position)
        VALUES (${tenant}, ${webhook}, ${startsAfter}) ON CONFLICT DO NOTHING`;
    });
  }

  /** Takes an endpoint for `ms`, or gives null where another one has it. */
  async take(
    tenant: string,
    webhook: string,
    holder: string,
    ms: number,
  ): Promise<{ lease: Lease; progress: Progress } | null> {
    const [row] = await this.change<TakenRow>(tenant, TAKE, [tenant, webhook, holder, ms]);
    if (!row) return null;
    return {
      lease: { tenant, webhook, epoch: row.epoch },
      progress: {
        position: row.position,
        failures: row.failures,
        failingSince: row.failing_since,
        lastSuccessAt: row.last_success_at,
        resumed: row.resumed,
        redelivered: row.redelivered,
        redeliveryNext: row.redelivery_next,
      },
    };
  }

  /** False where the endpoint was taken over. */
  async renew({ tenant, webhook, epoch }: Lease, ms: number): Promise<boolean> {
    const rows = await inTenant(
      this.sql,
      tenant,
      'write',
      (sql) => sql<{ epoch: number }[]>`
      UPDATE integrations.webhook_cursors SET lease_until = clock_timestamp() + ${ms} * interval '1 millisecond'
      WHERE tenant = ${tenant} AND webhook = ${webhook} AND epoch = ${epoch} RETURNING epoch`,
    );
    return rows.length > 0;
  }

  async release({ tenant, webhook, epoch }: Lease): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`UPDATE integrations.webhook_cursors SET lease_holder = NULL, lease_until = '-infinity'
        WHERE tenant = ${tenant} AND webhook = ${webhook} AND epoch = ${epoch}`;
    });
  }

  /** Throws LeaseLost. */
  async save({ tenant, webhook, epoch }: Lease, progress: Progress): Promise<void> {
    const { position, failures, failingSince, lastSuccessAt, resumed, redelivered, redeliveryNext } =
      progress;
    const own = [position, failures, failingSince, lastSuccessAt, resumed, redelivered, redeliveryNext];
    const rows = await this.change(tenant, SAVE, [tenant, webhook, epoch, ...own]);
    if (rows.length === 0) throw new LeaseLost(`another node delivers to ${webhook}`);
  }

  /** Writes what became of deliveries, each of another event. Throws LeaseLost. */
  async record({ tenant, webhook, epoch }: Lease, all: readonly Noted[]): Promise<void> {
    const rows = await this.change(tenant, RECORD, [
      tenant,
      webhook,
      epoch,
      JSON.stringify(all.map(recordRow)),
    ]);
    if (rows.length < all.length) throw new LeaseLost(`another node delivers to ${webhook}`);
  }

  /** Those of the positions that have a delivery, whatever became of it. */
  async known({ tenant, webhook }: Lease, positions: readonly number[]): Promise<Set<number>> {
    const rows = await inTenant(
      this.sql,
      tenant,
      'read',
      (sql) => sql<{ position: number }[]>`
      SELECT position FROM integrations.webhook_deliveries WHERE tenant = ${tenant} AND webhook = ${webhook}
      AND position = ANY(${plainArray(positions)}::bigint[])`,
    );
    return new Set(rows.map(({ position }) => position));
  }

  /** Those of the aggregates of which a delivery is not done. */
  async held({ tenant, webhook }: Lease, aggregates: readonly string[]): Promise<Set<string>> {
    const rows = await inTenant(
      this.sql,
      tenant,
      'read',
      (sql) => sql<{ aggregate: string }[]>`
      SELECT DISTINCT aggregate FROM integrations.webhook_deliveries WHERE tenant = ${tenant} AND webhook = ${webhook}
      AND state IN ('retrying', 'waiting') AND aggregate = ANY(${textArray(aggregates)}::text[])`,
    );
    return new Set(rows.map(({ aggregate }) => aggregate));
  }

  async due({ tenant, webhook }: Lease, now: Date, isOpen: boolean, most: number): Promise<DueDelivery[]> {
    return await inTenant(this.sql, tenant, 'read', (sql) =>
      sql.unsafe<DueDelivery[]>(DUE, [tenant, webhook, now, isOpen, most], { prepare: true }),
    );
  }

  /** How many are not done, and when the next of them is to be tried. */
  async unfinished({ tenant, webhook }: Lease): Promise<{ count: number; nextAt: Date | null }> {
    const [row] = await inTenant(
      this.sql,
      tenant,
      'read',
      (sql) => sql<{ count: number; next_at: Date | null }[]>`
        SELECT count(*) AS count, min(next_at) AS next_at FROM integrations.webhook_deliveries
        WHERE tenant = ${tenant} AND webhook = ${webhook} AND state IN ('retrying', 'waiting')`,
    );
    return { count: row?.count ?? 0, nextAt: row?.next_at ?? null };
  }

  /** Everything that is tried again is due at once; `anew` counts its attempts from the beginning. */
  async hurry({ tenant, webhook }: Lease, now: Date, anew: boolean): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`UPDATE integrations.webhook_deliveries SET next_at = ${now},
          attempts = CASE WHEN ${anew}::boolean THEN 0 ELSE attempts END,
          first_at = CASE WHEN ${anew}::boolean THEN ${now}::timestamptz ELSE first_at END
        WHERE tenant = ${tenant} AND webhook = ${webhook} AND state = 'retrying'`;
    });
  }

  /** Takes away everything of an endpoint that was deleted. */
  async forget(tenant: string, webhook: string): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`DELETE FROM integrations.webhook_cursors WHERE tenant = ${tenant} AND webhook = ${webhook}`;
      await sql`DELETE FROM integrations.webhook_deliveries WHERE tenant = ${tenant} AND webhook = ${webhook}`;
    });
  }

  async tidy({ tenant, webhook }: Lease, before: Date, newest: number, upTo: number): Promise<void> {
    await this.change(tenant, TIDY, [tenant, webhook, before, newest, upTo]);
  }

  async forgetAnswers({ tenant, webhook }: Lease, from: number, to: number): Promise<void> {
    await this.change(tenant, FORGET_ANSWERS, [tenant, webhook, from, to]);
  }

  private async change<Row extends object>(
    tenant: string,
    statement: string,
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    return await inTenant(this.sql, tenant, 'write', (sql) =>
      sql.unsafe<Row[]>(statement, parameters, { prepare: true }),
    );
  }
}
