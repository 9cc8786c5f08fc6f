import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { LogKeeper } from './log-keeper.js';

/** The keeper of this process, where the log is sealed inside the service. */
@Injectable()
export class LogLifecycle implements OnApplicationShutdown {
  /** `keeper` null: another process seals, and this one knows only what is in the database. */
  constructor(readonly keeper: LogKeeper | null) {}

  /** After the tenants are there. */
  async start(): Promise<void> {
    await this.keeper?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.keeper?.stop();
  }
}
