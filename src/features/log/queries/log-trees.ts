import { Injectable } from '@nestjs/common';
import { inTenant, type TransactionSql } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { readFailure } from '../../../eventstore/read-failure.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { type AnchorState, readAnchorStates } from '../../../sealing/anchors/anchored.js';
import { readTrees, type TreeState } from '../../../sealing/tree-rows.js';

/** The trees of a tenant's log as they are published. */
@Injectable()
export class LogTrees {
  constructor(private readonly database: Database) {}

  /** Every tree, by epoch. Throws StoreUnavailable. */
  async all(tenant: string): Promise<TreeState[]> {
    return await this.read(tenant, (sql) => readTrees(sql, tenant));
  }

  /** How each anchor stands with the newest epoch. */
  async anchors(tenant: string): Promise<AnchorState[]> {
    return await this.read(tenant, async (sql) => {
      const newest = (await readTrees(sql, tenant)).at(-1);
      return newest ? await readAnchorStates(sql, newest) : [];
    });
  }

  /** The tree of an epoch, of the newest where it is null, within one snapshot. Refuses an epoch that is not there. */
  async within<T>(
    tenant: string,
    epoch: number | null,
    work: (sql: TransactionSql, tree: TreeState) => Promise<T>,
  ): Promise<T> {
    return await this.read(tenant, async (sql) => {
      const trees = await readTrees(sql, tenant);
      const tree = epoch === null ? trees.at(-1) : trees.find((one) => one.epoch === epoch);
      if (!tree) throw new Refusal('not_found', `the log has no epoch ${epoch}`, '/epoch');
      return await work(sql, tree);
    });
  }

  private async read<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    try {
      return await inTenant(this.database.read, tenant, 'read', work);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw readFailure(error);
    }
  }
}
