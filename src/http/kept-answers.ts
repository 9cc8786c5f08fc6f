import { Injectable } from '@nestjs/common';
import { EventStore, type IdempotencyClaim } from '../eventstore/eventstore.js';

/**
 * Keeps the answers of writes that events cannot give again: of those that record none, such as a test of a connection,
 * and of those that tell how something stands meanwhile. So their Idempotency-Key counts as that of every write does.
 */
@Injectable()
export class KeptAnswers {
  constructor(private readonly store: EventStore) {}

  /**
   * What `work` gives (JSON), or what it gave to the first request with this key. What it throws is not kept: then the
   * work is done again. Throws IdempotencyKeyReused.
   */
  async once<Given extends object>(
    tenant: string,
    claim: IdempotencyClaim | null,
    work: () => Promise<Given> | Given,
  ): Promise<Given> {
    if (claim === null) return await work();
    if ((await this.store.keepKey(tenant, claim, null)) !== null) {
      const kept = await this.kept<Given>(tenant, claim);
      if (kept !== null) return kept;
    }
    const given = await work();
    await this.store.keepAnswer(tenant, claim, JSON.stringify(given));
    return given;
  }

  /** `given` (JSON), which is kept beside the key where nothing is yet; else what was kept. */
  async first<Given extends object>(tenant: string, claim: IdempotencyClaim, given: Given): Promise<Given> {
    if (await this.store.keepAnswer(tenant, claim, JSON.stringify(given))) return given;
    return (await this.kept<Given>(tenant, claim)) ?? given;
  }

  /** What was answered under the key before; null where nothing was. Throws IdempotencyKeyReused. */
  async earlier<Given extends object>(tenant: string, claim: IdempotencyClaim | null): Promise<Given | null> {
    if (claim === null || (await this.store.findRepeated(tenant, claim)) === null) return null;
    return await this.kept<Given>(tenant, claim);
  }

  private async kept<Given extends object>(tenant: string, claim: IdempotencyClaim): Promise<Given | null> {
    const kept = await this.store.keptAnswer(tenant, claim);
    return kept === null ? null : (JSON.parse(kept) as Given);
  }
}
