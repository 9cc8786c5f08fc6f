import { Injectable } from '@nestjs/common';
import { inTenant } from '../../../database/connection.js';
import { IntegrationsDatabase } from '../../integrations-database.js';
import type { PollState } from './job.js';

const LEASE_SECONDS = 120;
/** How often tickets that are not over are read again. */
const READ_SECONDS = 3600;
/** Deliveries are known again for so long. */
const DELIVERY_DAYS = 30;

/** How far the changes of each system have been asked for. */
@Injectable()
export class PollStore {
  constructor(private readonly database: IntegrationsDatabase) {}

  /** The lease of a poll that is due, with the time of the newest change seen; null where it is not due or not ours. */
  async claim(
    tenant: string,
    connection: string,
    everySeconds: number,
  ): Promise<{ changedAt: string | null } | null> {
    return await inTenant(this.database.sql, tenant, 'write', async (sql) => {
      await sql`INSERT INTO integrations.ticket_polls (tenant, connection) VALUES (${tenant}, ${connection})
        ON CONFLICT DO NOTHING`;
      const rows = await sql<{ changed_at: Date | string | null }[]>`
        UPDATE integrations.ticket_polls SET lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        WHERE tenant = ${tenant} AND connection = ${connection}
          AND (lease_until IS NULL OR lease_until < clock_timestamp())
          AND (polled_at IS NULL OR polled_at < clock_timestamp() - make_interval(secs => ${everySeconds}))
        RETURNING changed_at`;
      const [row] = rows;
      if (!row) return null;
      return { changedAt: row.changed_at === null ? null : new Date(row.changed_at).toISOString() };
    });
  }

  /** Begins a round of readings where one is due: gives behind which ticket it begins, null where it is not due. */
  async beginReading(tenant: string, connection: string): Promise<string | null> {
    const rows = await inTenant(
      this.database.sql,
      tenant,
      'write',
      (sql) => sql<{ read_after: string }[]>`
        UPDATE integrations.ticket_polls SET read_at = clock_timestamp()
        WHERE tenant = ${tenant} AND connection = ${connection}
          AND (read_at IS NULL OR read_at < clock_timestamp() - make_interval(secs => ${READ_SECONDS}))
        RETURNING read_after`,
    );
    return rows[0]?.read_after ?? null;
  }

  /** Keeps where the next round begins. */
  async endReading(tenant: string, connection: string, after: string): Promise<void> {
    await inTenant(
      this.database.sql,
      tenant,
      'write',
      (sql) => sql`UPDATE integrations.ticket_polls SET read_after = ${after}
        WHERE tenant = ${tenant} AND connection = ${connection}`,
    );
  }

  /**
   * Ends a poll: with the newest change that it saw, or with what went wrong. `restSeconds`: how long the other system
   * wants to be left alone.
   */
  async end(
    tenant: string,
    connection: string,
    changedAt: string | null,
    error: string | null,
    restSeconds: number | null = null,
  ): Promise<void> {
    await inTenant(
      this.database.sql,
      tenant,
      'write',
      (sql) => sql`UPDATE integrations.ticket_polls SET
          lease_until = clock_timestamp() + make_interval(secs => ${restSeconds ?? 0}), polled_at = clock_timestamp(),
          changed_at = greatest(changed_at, ${changedAt}::timestamptz), error = ${error?.slice(0, 1000) ?? null},
          failures = CASE WHEN ${error === null} THEN 0 ELSE failures + 1 END
        WHERE tenant = ${tenant} AND connection = ${connection}`,
    );
  }

  /** By connection. */
  async states(tenant: string): Promise<Map<string, PollState>> {
    const rows = await inTenant(
      this.database.sql,
      tenant,
      'read',
      (sql) => sql<(PollState & { connection: string })[]>`
        SELECT connection, failures, error,
          to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed_at,
          to_char(polled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS polled_at
        FROM integrations.ticket_polls WHERE tenant = ${tenant}`,
    );
    return new Map(rows.map(({ connection, ...state }) => [connection, state]));
  }

  /** Forgets deliveries that are older than 30 days. */
  async tidy(tenant: string): Promise<void> {
    await inTenant(
      this.database.sql,
      tenant,
      'write',
      (sql) => sql`DELETE FROM integrations.ticket_deliveries
        WHERE tenant = ${tenant} AND received_at < clock_timestamp() - make_interval(days => ${DELIVERY_DAYS})`,
    );
  }
}
