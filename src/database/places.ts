import type pg from 'pg';
import { failureCode, NoConnection } from './failures.js';

const SERVER_IS_FULL = '53300';
/** How long a pool does without the connections that its server had no room for. */
const CONTENT_MS = 1_000;

/** Hands out the connections of a pool: soon, or not at all. */
export class Places {
  private readonly pool: pg.Pool;
  private readonly patienceMs: number;
  private readonly most: number;
  private movedAt = performance.now();

  /** `patienceMs`: how long a caller waits while no connection is given back; 0 for as long as the pool's own limit. */
  constructor(pool: pg.Pool, patienceMs: number) {
    this.pool = pool;
    this.patienceMs = patienceMs;
    this.most = pool.options.max;
    pool.on('remove', () => this.move());
    pool.on('release', () => this.move());
  }

  /**
   * Gives a connection; the caller releases it. Where the server takes no more of them, those that the pool has serve.
   * Throws NoConnection where all are in use and none was given back for the patience, and what the driver throws.
   */
  async take(): Promise<pg.PoolClient> {
    const isFull = this.pool.totalCount >= this.pool.options.max && this.pool.idleCount === 0;
    try {
      return await (isFull && this.patienceMs > 0 ? this.inTurn() : this.pool.connect());
    } catch (error) {
      if (failureCode(error) !== SERVER_IS_FULL || this.pool.totalCount === 0) throw error;
      this.makeDo();
      return await this.take();
    }
  }

  private move(): void {
    this.movedAt = performance.now();
  }

  private makeDo(): void {
    this.pool.options.max = this.pool.totalCount;
    setTimeout(() => (this.pool.options.max = this.most), CONTENT_MS).unref();
  }

  private inTurn(): Promise<pg.PoolClient> {
    const since = performance.now();
    return new Promise((resolve, reject) => {
      let isOver = false;
      let timer: NodeJS.Timeout;
      const look = (): void => {
        if (isOver) return;
        const left = Math.max(since, this.movedAt) + this.patienceMs - performance.now();
        // A process that stood still itself hears first what was given back meanwhile.
        if (left > 0) timer = setTimeout(() => setImmediate(look), left);
        else {
          isOver = true;
          reject(
            new NoConnection(
              `all ${this.pool.options.max} connections of the pool are in use, and none comes back`,
            ),
          );
        }
      };
      look();
      const end = (): boolean => {
        clearTimeout(timer);
        const wasOver = isOver;
        isOver = true;
        return wasOver;
      };
      this.pool.connect().then(
        (client) => (end() ? client.release() : resolve(client)),
        (error: unknown) => (end() ? undefined : reject(error as Error)),
      );
    });
  }
}
