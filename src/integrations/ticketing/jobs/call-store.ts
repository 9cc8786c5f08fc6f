import { Injectable } from '@nestjs/common';
import { inTenant } from '../../../database/connection.js';
import { IntegrationsDatabase } from '../../integrations-database.js';
import { insertJob } from './insert-job.js';
import type { NewJob } from './job.js';

/** Of a connection, so many calls wait to be looked at at most. */
export const MOST_WAITING_CALLS = 10_000;

/** So many calls of a connection wait that no more are kept: the newest is refused, those before it stand. */
export class TooManyCalls extends Error {
  override readonly name = 'TooManyCalls';
}

/** Keeps what ticket systems call with, in the order in which it came. */
@Injectable()
export class CallStore {
  /** What may be set otherwise in tests. */
  mostWaiting = MOST_WAITING_CALLS;

  constructor(private readonly database: IntegrationsDatabase) {}

  /**
   * Keeps the jobs of a call; false where a call of this name has been taken before. Throws TooManyCalls, and nothing is
   * kept of the call then, so that it is taken when it comes again; and what the database throws.
   */
  async take(
    tenant: string,
    connection: string,
    delivery: string | null,
    jobs: readonly NewJob[],
  ): Promise<boolean> {
    return await inTenant(this.database.sql, tenant, 'write', async (sql) => {
      if (delivery !== null) {
        const taken = await sql`INSERT INTO integrations.ticket_deliveries (tenant, connection, delivery)
          VALUES (${tenant}, ${connection}, ${delivery}) ON CONFLICT DO NOTHING RETURNING delivery`;
        if (taken.length === 0) return false;
      }
      const [row] = await sql<{ waiting: number }[]>`SELECT count(*)::integer AS waiting FROM (
        SELECT 1 FROM integrations.ticket_jobs
        WHERE tenant = ${tenant} AND connection = ${connection} AND direction = 'in' AND state = 'pending'
        LIMIT ${this.mostWaiting}) w`;
      if ((row?.waiting ?? 0) + jobs.length > this.mostWaiting)
        throw new TooManyCalls(`${this.mostWaiting} calls of this connection wait to be looked at`);
      for (const job of jobs) await insertJob(sql, tenant, connection, job);
      return true;
    });
  }
}
