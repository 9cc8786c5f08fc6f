import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { inTenant } from '../../database/connection.js';
import { Database } from '../../database/database.js';
import { uuidv7 } from '../../eventstore/random.js';
import { type ExportPlan, type ExportRange, planExport } from '../../sealing/export/plan.js';
import { manifestOf, writeExport } from '../../sealing/export/write-export.js';
import { askSignature } from '../../sealing/manifest-signatures.js';
import { readTrees } from '../../sealing/tree-rows.js';
import { parseCheckpoint } from '../../transparency/checkpoint.js';
import { parseNote } from '../../transparency/note.js';

const WAIT_MS = 2_500;
const LOOK_EVERY_MS = 50;

/** Plans, signs and writes exports of the log. */
@Injectable()
export class LogExports {
  constructor(private readonly database: Database) {}

  /** Waits a moment for what was recorded before to be sealed. Null where there is no checkpoint to prove it against. */
  async plan(tenant: string, range: ExportRange): Promise<ExportPlan | null> {
    await this.waitForSeal(tenant);
    return await inTenant(this.database.read, tenant, 'read', (sql) => planExport(sql, tenant, range));
  }

  /** The archive, streaming. @throws NotSigned before the first piece */
  async write(plan: ExportPlan): Promise<AsyncGenerator<Buffer>> {
    const { append, read } = this.database;
    const { root } = parseCheckpoint(parseNote(plan.checkpoint).text);
    const manifest = manifestOf(plan, `${new Date().toISOString().slice(0, -1)}000Z`, root);
    const note = await askSignature(append, read, plan.tree.tenant, uuidv7(), manifest);
    return writeExport(read, plan, note);
  }

  private async waitForSeal(tenant: string): Promise<void> {
    let wanted: number | null = null;
    for (const until = Date.now() + WAIT_MS; Date.now() < until; await delay(LOOK_EVERY_MS)) {
      const tree = (await inTenant(this.database.read, tenant, 'read', (sql) => readTrees(sql, tenant))).at(
        -1,
      );
      if (!tree) return;
      wanted ??= tree.nextPosition - tree.firstPosition;
      if (tree.checkpointSize >= wanted) return;
    }
  }
}
