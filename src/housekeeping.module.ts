import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { EventStore } from './eventstore/eventstore.js';

const EVERY_MS = 3_600_000;

/** Once an hour forgets the idempotency keys that are past the 24 hours they are promised for. */
@Injectable()
class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Housekeeping');
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly store: EventStore) {}

  onApplicationBootstrap(): void {
    this.working = this.keepTidying();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** One round over all tenants. A tenant that fails is logged and does not keep the others. */
  async tidy(): Promise<void> {
    for (const tenant of await this.store.tenants()) {
      try {
        await this.store.forgetOldKeys(tenant);
      } catch (error) {
        this.log.error({ tenant, err: error }, 'old idempotency keys are still there');
      }
    }
  }

  private async keepTidying(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.tidy().catch((error: unknown) => this.log.error(error));
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

@Module({ providers: [Housekeeping] })
export class HousekeepingModule {}
