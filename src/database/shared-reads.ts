import { inTenant, type Sql, type TransactionSql } from './connection.js';
import type { Row } from './sql.js';

/** Transactions of a tenant under way at once; what is asked for meanwhile goes into the next one. */
const CONCURRENCY = 2;
const READS_A_TRANSACTION = 64;

interface Waiting {
  readonly work: (sql: TransactionSql) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  readonly waiting: Waiting[];
  underWay: number;
  isScheduled: boolean;
}

/**
 * Puts short reads of a tenant that come together into one transaction, as the group committer does with appends: no
 * timer, a read leaves as soon as a place is free. Each sees a snapshot that was taken after it was asked for. Not for
 * long reads, which the others would wait behind.
 */
export class SharedReads {
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly pool: Sql) {}

  /**
   * Gives what `work` gives, with row level security for the tenant. It may run twice: where a statement of another
   * read failed in the shared transaction, this one is done again in its own. Rows that a prepared statement gives are
   * others' too: they are not to be changed. Throws what `work` throws and what inTenant throws.
   */
  read<T>(tenant: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const queue = this.queues.get(tenant) ?? { waiting: [], underWay: 0, isScheduled: false };
      this.queues.set(tenant, queue);
      queue.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.schedule(tenant, queue);
    });
  }

  // After the current turn of the event loop, so that what arrived together leaves together.
  private schedule(tenant: string, queue: Queue): void {
    if (queue.isScheduled || queue.underWay >= CONCURRENCY) return;
    if (queue.waiting.length === 0) {
      if (queue.underWay === 0) this.queues.delete(tenant);
      return;
    }
    queue.isScheduled = true;
    setImmediate(() => {
      queue.isScheduled = false;
      void this.send(tenant, queue);
      this.schedule(tenant, queue);
    });
  }

  private async send(tenant: string, queue: Queue): Promise<void> {
    queue.underWay += 1;
    const pending = new Set(queue.waiting.splice(0, READS_A_TRANSACTION));
    const isAlone = pending.size === 1;
    try {
      await inTenant(this.pool, tenant, 'read', async (sql) => {
        const shared = isAlone ? sql : remembering(sql);
        const done = await Promise.allSettled(
          [...pending].map(async (read) => {
            read.resolve(await read.work(shared));
            pending.delete(read);
          }),
        );
        // Rolls back; what is still pending then is done again below, or by `look` where the connection was lost.
        const failure = done.find((result) => result.status === 'rejected');
        if (failure) throw failure.reason;
      });
    } catch (error) {
      for (const read of pending)
        if (isAlone) read.reject(error);
        else void inTenant(this.pool, tenant, 'read', read.work).then(read.resolve, read.reject);
    } finally {
      queue.underWay -= 1;
      this.schedule(tenant, queue);
    }
  }
}

/** Asks a prepared statement with the same values once: within a snapshot the answer is the same. */
function remembering(sql: TransactionSql): TransactionSql {
  // By statement first: its text, which is long, is hashed once and never written anew.
  const answers = new Map<string, Map<string, Promise<readonly Row[]>>>();
  const unsafe: TransactionSql['unsafe'] = async <T extends readonly Row[]>(
    text: string,
    values: readonly unknown[] = [],
    options: { readonly prepare?: boolean } = {},
  ): Promise<T> => {
    if (options.prepare !== true) return await sql.unsafe<T>(text, values, options);
    let asked = answers.get(text);
    if (!asked) answers.set(text, (asked = new Map<string, Promise<readonly Row[]>>()));
    const key = JSON.stringify(values);
    let answer = asked.get(key);
    if (!answer) asked.set(key, (answer = sql.unsafe<T>(text, values, options)));
    return (await answer) as T;
  };
  return Object.assign(sql.bind(null), sql, { unsafe });
}
