import type { TransactionSql } from '../../database/connection.js';
import { failureCode } from '../../database/failures.js';

/** A batch was broken off at TransactionDuration. Nothing of it is written; a smaller one may go through. */
export class TransactionTooLong extends Error {
  override readonly name = 'TransactionTooLong';
}

const CANCELED = '57014';

/** Keeps a transaction within TransactionDuration: no statement runs longer, and no step begins after it. */
export class TransactionBound {
  private readonly end: number;

  /** `duration` in milliseconds, above 0. */
  constructor(private readonly duration: number) {
    this.end = performance.now() + duration;
  }

  /**
   * Sent at once, ahead of what the caller sends next. Waiting for the lease ends first, and with another error: a
   * smaller batch would not shorten it.
   */
  async set(sql: TransactionSql): Promise<void> {
    const lock = `${this.duration}`;
    const statement = `${this.duration + 100}`;
    await sql`SELECT set_config('lock_timeout', ${lock}, true),
      set_config('statement_timeout', ${statement}, true)`;
  }

  /** Throws TransactionTooLong. */
  check(): void {
    if (this.isOver()) throw this.tooLong();
  }

  /** The error that work in the transaction ended with, TransactionTooLong where the time it took is the cause. */
  causeOf(error: unknown): unknown {
    return failureCode(error) === CANCELED && this.isOver() ? this.tooLong({ cause: error }) : error;
  }

  private isOver(): boolean {
    return performance.now() > this.end;
  }

  private tooLong(options?: ErrorOptions): TransactionTooLong {
    return new TransactionTooLong(`the transaction took longer than ${this.duration} ms`, options);
  }
}
