import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { sqlFile } from '../../database/sql-file.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { EVENTS_BETWEEN_STATES } from '../../eventstore/projections/kept-states.js';
import { BoardReader } from './board-reader.js';
import { itemsProjection } from './projections/items.projection.js';

const TO_KEEP = sqlFile(import.meta.url, './queries/sql/boards-to-keep.sql');

const EVERY_MS = 600_000;

/**
 * Keeps states of projects as their logs grow, so that the first question about the past of a long one need not fold all
 * of it. Nothing depends on it but time.
 */
@Injectable()
export class StateKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('KeptStates');
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly boards: BoardReader,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.keepOn();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** One round over a tenant's projects. What a project fails with is logged and does not keep the others. */
  async round(tenant: string): Promise<void> {
    const found = await inTenant(this.database.project, tenant, 'read', (sql) =>
      sql.unsafe<{ project: string }[]>(TO_KEEP, [tenant, itemsProjection.version, EVENTS_BETWEEN_STATES]),
    );
    const { nextPosition } = await this.store.head(tenant);
    for (const { project } of found) {
      if (this.stopping.signal.aborted) return;
      await this.boards
        .before(tenant, project, nextPosition)
        .catch((error: unknown) => this.log.warn({ tenant, project, err: error }, 'no state could be kept'));
    }
  }

  private async keepOn(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        for (const tenant of await this.store.tenants()) await this.round(tenant);
      } catch (error) {
        this.log.error(error);
      }
    }
  }
}
