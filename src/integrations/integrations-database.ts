import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Sql } from '../database/connection.js';
import { Database } from '../database/database.js';

const CONNECTIONS = 4;
const LOCK_TIMEOUT_MS = 5_000;

/**
 * Connections for what integrations keep in the schema `integrations`: beside those of projections, which hold theirs
 * while they work. Workers end before the shutdown hook (in `beforeApplicationShutdown` at the latest).
 */
@Injectable()
export class IntegrationsDatabase implements OnApplicationShutdown {
  readonly sql: Sql;

  constructor(database: Database) {
    this.sql = database.project.beside(CONNECTIONS, { lockTimeoutMs: LOCK_TIMEOUT_MS });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sql.end({ timeout: 3 });
  }
}
