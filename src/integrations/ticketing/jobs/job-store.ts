import { Injectable } from '@nestjs/common';
import { textArray } from '../../../database/array-literal.js';
import { inTenant, type TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import { IntegrationsDatabase } from '../../integrations-database.js';
import type { TicketSnapshot } from '../connector.js';
import { insertJob } from './insert-job.js';
import type { ConnectionJob, FailedJob, Job, JobCounts, NewJob, WritableState } from './job.js';

const CLAIM = sqlFile(import.meta.url, './sql/claim-jobs.sql');

/** A job is another node's after so long without a word of the one that took it. */
export const LEASE_SECONDS = 45;
const ERROR_LENGTH = 1000;

interface Row {
  readonly id: string;
  readonly connection: string;
  readonly kind: NewJob['kind'];
  readonly subject: string;
  readonly project: string | null;
  readonly checklist: string | null;
  readonly item: string | null;
  readonly position: number;
  readonly snapshot: string | null;
  readonly attempts: number;
  readonly error_code: string | null;
}

/** What is to be done for connections, kept in the database. May throw what the database throws. */
@Injectable()
export class JobStore {
  constructor(private readonly database: IntegrationsDatabase) {}

  /** Up to where the tenant's log has become jobs; null where it has not begun. */
  async cursor(tenant: string): Promise<number | null> {
    const rows = await this.read(
      tenant,
      (sql) =>
        sql<
          { position: number }[]
        >`SELECT position FROM integrations.ticket_cursors WHERE tenant = ${tenant}`,
    );
    return rows[0]?.position ?? null;
  }

  /** Begins at a position where nobody has. */
  async begin(tenant: string, position: number): Promise<void> {
    await this.write(
      tenant,
      (sql) => sql`INSERT INTO integrations.ticket_cursors (tenant, position) VALUES (${tenant}, ${position})
        ON CONFLICT DO NOTHING`,
    );
  }

  /** Keeps jobs and moves the cursor in one transaction; false (and nothing kept) where another node was faster. */
  async advance(tenant: string, from: number, to: number, jobs: readonly ConnectionJob[]): Promise<boolean> {
    return await this.write(tenant, async (sql) => {
      const moved = await sql`UPDATE integrations.ticket_cursors SET position = ${to}
        WHERE tenant = ${tenant} AND position = ${from} RETURNING position`;
      if (moved.length === 0) return false;
      for (const { connection, job } of jobs) await insertJob(sql, tenant, connection, job);
      return true;
    });
  }

  /** Has tickets read, each once where several ask for it. */
  async haveRead(tenant: string, connection: string, externalIds: readonly string[]): Promise<void> {
    await this.write(tenant, async (sql) => {
      for (const externalId of externalIds)
        await insertJob(sql, tenant, connection, { kind: 'observe', externalId, snapshot: null });
    });
  }

  /** Whether a ticket may be there that is not known yet: its creation was begun and has not come to its end. */
  async isCreating(tenant: string, connection: string): Promise<boolean> {
    const rows = await this.read(
      tenant,
      (sql) => sql`SELECT 1 FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND connection = ${connection} AND kind = 'create' AND state = 'pending'
          AND attempts > 0 LIMIT 1`,
    );
    return rows.length > 0;
  }

  /** Has tickets read but for those that failed to be: somebody has to see to these first. */
  async readAgain(tenant: string, connection: string, externalIds: readonly string[]): Promise<void> {
    await this.write(tenant, async (sql) => {
      const failed = await sql<{ subject: string }[]>`SELECT subject FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND connection = ${connection} AND direction = 'in' AND state = 'failed'
          AND subject = ANY (${textArray(externalIds)}::text[])`;
      const without = new Set(failed.map(({ subject }) => subject));
      for (const externalId of externalIds)
        if (!without.has(externalId))
          await insertJob(sql, tenant, connection, { kind: 'observe', externalId, snapshot: null });
    });
  }

  /**
   * Jobs that are due, leased. `findLag`: seconds that a creation rests for beyond the lease of a node that died with it,
   * until what it may have made is found.
   */
  async claim(tenant: string, connection: string, limit: number, findLag: number): Promise<Job[]> {
    const rows = await this.write(tenant, (sql) =>
      sql.unsafe<Row[]>(CLAIM, [tenant, connection, limit, LEASE_SECONDS, findLag], { prepare: true }),
    );
    return rows.map(jobOf);
  }

  /** Keeps a job that is under way; false where another node has taken it. */
  async renew(tenant: string, { id, attempts }: Job): Promise<boolean> {
    const rows = await this.write(
      tenant,
      (sql) => sql`UPDATE integrations.ticket_jobs
        SET lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        WHERE tenant = ${tenant} AND id = ${id} AND attempts = ${attempts} RETURNING id`,
    );
    return rows.length > 0;
  }

  /** Notes what state a job is about to write. */
  async intend(tenant: string, { id }: Job, state: WritableState): Promise<void> {
    await this.write(
      tenant,
      (sql) =>
        sql`UPDATE integrations.ticket_jobs SET writes_state = ${state} WHERE tenant = ${tenant} AND id = ${id}`,
    );
  }

  /** Whether a job has set out to write this state to a ticket and has not come to its end. */
  async isWriting(tenant: string, connection: string, ticket: string, state: string): Promise<boolean> {
    const rows = await this.read(
      tenant,
      (sql) => sql`SELECT 1 FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND connection = ${connection} AND subject = ${ticket} AND writes_state = ${state}
        LIMIT 1`,
    );
    return rows.length > 0;
  }

  async done(tenant: string, { id, attempts }: Job): Promise<void> {
    await this.write(
      tenant,
      (sql) => sql`DELETE FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND id = ${id} AND attempts = ${attempts}`,
    );
  }

  /** Puts a job off by seconds, or (null) onto the list of failures. */
  async failed(tenant: string, { id, attempts }: Job, fault: JobFault): Promise<void> {
    const { code, retryIn } = fault;
    const state = retryIn === null ? 'failed' : 'pending';
    const words = fault.error.slice(0, ERROR_LENGTH);
    await this.write(
      tenant,
      (
        sql,
      ) => sql`UPDATE integrations.ticket_jobs SET state = ${state}, error = ${words}, error_code = ${code},
          failed_at = clock_timestamp(), next_at = clock_timestamp() + make_interval(secs => ${retryIn ?? 0}),
          lease_until = clock_timestamp()
        WHERE tenant = ${tenant} AND id = ${id} AND attempts = ${attempts}`,
    );
  }

  /** Failures of a connection, oldest first, behind an id. */
  async failures(tenant: string, connection: string, after: string, limit: number): Promise<FailedJob[]> {
    return await this.read(
      tenant,
      (sql) => sql<FailedJob[]>`
        SELECT id, direction, kind, CASE WHEN direction = 'out' THEN subject END AS ticket,
          CASE WHEN direction = 'in' THEN subject END AS external_id, item, nullif(position, 0) AS position, attempts,
          error_code AS code, error, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at, to_char(failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS failed_at
        FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND connection = ${connection} AND state = 'failed' AND id > ${after}
        ORDER BY id LIMIT ${limit}`,
    );
  }

  /**
   * Lets failures be tried again at once: one, or all of a connection. Gives how many. A lease that has run out keeps them
   * apart from what waits to be read once: several of one ticket may have failed.
   */
  async retry(tenant: string, connection: string, id: string | null): Promise<number> {
    const rows = await this.write(
      tenant,
      (sql) => sql`UPDATE integrations.ticket_jobs SET state = 'pending', next_at = clock_timestamp(),
          lease_until = coalesce(lease_until, clock_timestamp())
        WHERE tenant = ${tenant} AND connection = ${connection} AND state = 'failed'
          AND (${id}::text IS NULL OR id = ${id}) RETURNING id`,
    );
    return rows.length;
  }

  async counts(tenant: string): Promise<JobCounts[]> {
    return await this.read(
      tenant,
      (sql) => sql<JobCounts[]>`
        SELECT connection, count(*) FILTER (WHERE state = 'pending')::integer AS pending,
          count(*) FILTER (WHERE state = 'failed')::integer AS failed,
          coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE state = 'pending')), 0)::float8
            AS oldest_seconds
        FROM integrations.ticket_jobs WHERE tenant = ${tenant} GROUP BY connection`,
    );
  }

  /** Forgets what is left of a connection that was removed. */
  async forget(tenant: string, connection: string): Promise<void> {
    await this.write(tenant, async (sql) => {
      await sql`DELETE FROM integrations.ticket_jobs WHERE tenant = ${tenant} AND connection = ${connection}`;
      await sql`DELETE FROM integrations.ticket_deliveries WHERE tenant = ${tenant} AND connection = ${connection}`;
      await sql`DELETE FROM integrations.ticket_polls WHERE tenant = ${tenant} AND connection = ${connection}`;
    });
  }

  /** Forgets what was kept for connections while they were being removed; `standing` are all that there are. */
  async forgetOthers(tenant: string, standing: readonly string[]): Promise<void> {
    await this.write(
      tenant,
      (sql) => sql`DELETE FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND created_at < clock_timestamp() - interval '1 hour'
          AND connection <> ALL (${textArray(standing)}::text[])`,
    );
  }

  private async read<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    return await inTenant(this.database.sql, tenant, 'read', work);
  }

  private async write<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    return await inTenant(this.database.sql, tenant, 'write', work);
  }
}

/** Why a job did not come to its end. */
export interface JobFault {
  readonly code: string;
  readonly error: string;
  /** Seconds; null: not by itself. */
  readonly retryIn: number | null;
}

function jobOf(row: Row): Job {
  const { id, connection, attempts, kind, error_code: lastCode } = row;
  if (kind === 'observe') {
    const snapshot = row.snapshot === null ? null : (JSON.parse(row.snapshot) as TicketSnapshot);
    return { id, connection, attempts, lastCode, kind, externalId: row.subject, snapshot };
  }
  const item = { project: row.project ?? '', checklist: row.checklist ?? '', item: row.item ?? '' };
  return { id, connection, attempts, lastCode, kind, ticket: row.subject, item, position: row.position };
}
