import { Injectable } from '@nestjs/common';
import { LogTrees } from './queries/log-trees.js';

/** The newest signed checkpoint of a tenant's log, for records that name it. */
@Injectable()
export class LatestCheckpoint {
  constructor(private readonly trees: LogTrees) {}

  /** The signed note (C2SP tlog-checkpoint) of the newest epoch that has one; null before the first. Throws StoreUnavailable. */
  async of(tenant: string): Promise<string | null> {
    const trees = await this.trees.all(tenant);
    return trees.findLast(({ checkpoint }) => checkpoint !== null)?.checkpoint ?? null;
  }
}
