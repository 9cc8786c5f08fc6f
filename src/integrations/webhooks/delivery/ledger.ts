import type { RecordedEvent } from '../../../eventstore/event.js';
import type { DeliveryRecord, DeliveryStore, Lease, Noted } from './delivery-store.js';

/**
 * Writes down what became of deliveries, what has come up while a write was under way together in the next one. So a
 * commit costs no delivery its turn; what a crash repeats is what was not written by then.
 */
export class Ledger {
  private noted = new Map<number, Noted>();
  private writing: Promise<void> | null = null;
  private failure: { readonly error: unknown } | null = null;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly lease: Lease,
  ) {}

  /** Throws what an earlier write threw: nothing more is to be sent then. */
  note(event: RecordedEvent, record: DeliveryRecord): void {
    if (this.failure) throw this.failure.error;
    this.noted.set(event.position, { event, record });
    this.writing ??= this.write();
  }

  /** Waits until all that was noted is written. Throws LeaseLost, and what the database throws. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.failure) throw this.failure.error;
  }

  private async write(): Promise<void> {
    while (this.noted.size > 0 && this.failure === null) {
      const all = [...this.noted.values()];
      this.noted = new Map();
      try {
        await this.deliveries.record(this.lease, all);
      } catch (error) {
        this.failure = { error };
      }
    }
    // In the same breath as the look that found nothing: what is noted from here on begins a write of its own.
    this.writing = null;
  }
}
