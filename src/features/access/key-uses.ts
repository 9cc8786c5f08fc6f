import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { plainArray, textArray } from '../../database/array-literal.js';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { sqlFile } from '../../database/sql-file.js';

const NOTE_KEY_USES = sqlFile(import.meta.url, './sql/note-key-uses.sql');
const MINUTE_MS = 60_000;

/**
 * Remembers when API keys were taken, to the minute, and writes it down once a minute and at the end: one statement a
 * tenant, however many requests there were. What a node had not written when it was killed is lost.
 */
@Injectable()
export class KeyUses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('KeyUses');
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();
  /** By tenant and key id: the minute since 1970. Only what is still to be written. */
  private noted = new Map<string, Map<string, number>>();

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.working = this.keepWriting();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
    await this.write();
  }

  /** A key was taken now. Costs no database. */
  note(tenant: string, keyId: string): void {
    let keys = this.noted.get(tenant);
    if (keys === undefined) this.noted.set(tenant, (keys = new Map<string, number>()));
    keys.set(keyId, Math.floor(Date.now() / MINUTE_MS));
  }

  /** Writes what was noted since the last time. What could not be written is logged, and tried again the next time. */
  async write(): Promise<void> {
    const noted = this.noted;
    this.noted = new Map();
    for (const [tenant, keys] of noted) {
      try {
        await this.writeTenant(tenant, keys);
      } catch (error) {
        this.log.warn({ tenant, err: error }, 'the last uses of keys are not written yet');
        this.keep(tenant, keys);
      }
    }
  }

  private async writeTenant(tenant: string, keys: ReadonlyMap<string, number>): Promise<void> {
    const parameters = [tenant, textArray([...keys.keys()]), plainArray([...keys.values()])];
    await inTenant(this.database.project, tenant, 'write', (sql) =>
      sql.unsafe(NOTE_KEY_USES, parameters, { prepare: true }),
    );
  }

  /** Puts back what was not written, under what was noted meanwhile. */
  private keep(tenant: string, keys: ReadonlyMap<string, number>): void {
    this.noted.set(tenant, new Map([...keys, ...(this.noted.get(tenant) ?? [])]));
  }

  private async keepWriting(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await delay(MINUTE_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.write();
    }
  }
}
