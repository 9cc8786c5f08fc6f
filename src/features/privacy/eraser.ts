import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { plainArray } from '../../database/array-literal.js';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { readErasureEvents } from '../../sealing/erasures.js';

const LOOK_EVERY_MS = 600_000;

/**
 * Deletes what the log says was erased, on a connection of the erase role that is opened for the moment. The event
 * comes first: broken off in between, what is left goes at the next start, or when the approval is sent again.
 */
@Injectable()
export class Eraser implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Privacy');
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.finishAll();
    this.timer = setInterval(() => {
      this.working = this.finishAll();
    }, LOOK_EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  /** Deletes every private part of a tenant that an event says is erased, and answers that may hold it; gives how many went. */
  async finish(tenant: string): Promise<number> {
    const left = await this.leftOver(tenant);
    if (left.length === 0) return 0;
    return await this.database.erasing((sql) =>
      inTenant(sql, tenant, 'write', async (transaction) => {
        const rows = await transaction`
          DELETE FROM eventstore.event_private
          WHERE tenant = ${tenant} AND position = ANY (${plainArray(left)}::bigint[]) RETURNING position`;
        await transaction`SELECT eventstore.forget_answers(${tenant})`;
        return rows.length;
      }),
    );
  }

  private async leftOver(tenant: string): Promise<number[]> {
    return await inTenant(this.database.read, tenant, 'read', async (sql) => {
      const positions = (await readErasureEvents(sql, tenant)).flatMap(({ position, ranges }) =>
        ranges.flatMap(([from, to]) =>
          Array.from({ length: Math.max(0, Math.min(to, position - 1) - from + 1) }, (_, at) => from + at),
        ),
      );
      if (positions.length === 0) return [];
      const rows = await sql<{ position: number }[]>`
        SELECT position FROM eventstore.event_private
        WHERE tenant = ${tenant} AND position = ANY (${plainArray(positions)}::bigint[])`;
      return rows.map(({ position }) => position);
    });
  }

  private async finishAll(): Promise<void> {
    try {
      for (const tenant of await this.store.tenants()) await this.finish(tenant);
    } catch (error) {
      this.log.warn({ err: error }, 'private parts that are to be erased are still there; it is tried again');
    }
  }
}
