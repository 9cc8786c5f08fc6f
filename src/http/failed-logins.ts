import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HttpProblem } from './problem.js';

const WINDOW_S = 60;
const GOOD_KEPT = 10_000;
const GOOD_MS = 3_600_000;

/**
 * Keeps an address that sends wrong credentials from being asked for more: after so many in a minute it is told to wait
 * before anything is hashed or looked up. A credential that held within the last hour is let through all the same, so that
 * nobody locks others out from behind one address; it is checked as ever.
 */
export class FailedLogins {
  private readonly counter: RateLimiterMemory;
  private readonly good = new LRUCache<string, true>({ max: GOOD_KEPT, ttl: GOOD_MS });
  /** All that were refused, since the start: for /metrics. */
  failed = 0;
  /** Of those, the ones that were not even looked at. */
  turnedAway = 0;

  constructor(private readonly most: number) {
    this.counter = new RateLimiterMemory({ points: most, duration: WINDOW_S });
  }

  /** Throws HttpProblem `rate_limited` with Retry-After. */
  async check(address: string, bearer: string): Promise<void> {
    const used = await this.counter.get(address);
    if (used === null || (used.consumedPoints ?? 0) < this.most || this.good.has(idOf(bearer))) return;
    this.failed += 1;
    this.turnedAway += 1;
    throw new HttpProblem(
      'rate_limited',
      'Too many wrong credentials came from this address. Wait a little.',
      {
        headers: { 'retry-after': `${Math.max(1, Math.ceil((used.msBeforeNext ?? 0) / 1000))}` },
      },
    );
  }

  async note(address: string, bearer: string, holds: boolean): Promise<void> {
    if (holds) {
      this.good.set(idOf(bearer), true);
      return;
    }
    this.failed += 1;
    await this.counter.penalty(address);
  }
}

function idOf(bearer: string): string {
  return hash('sha256', bearer, 'base64');
}
