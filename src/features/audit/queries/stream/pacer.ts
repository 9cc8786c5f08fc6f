import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Telling readers gets this part of the event loop at least, however much there is to do beside. */
const LEAST_SHARE = 0.1;
/** And this part of what the other work leaves. */
const OF_THE_REST = 0.7;
/** How much the last pause counts in what is known of the other work. */
const NEWEST = 0.3;

/** The part of the event loop that may be used where the other work uses `others` (0 to 1) of it. */
function shareBeside(others: number): number {
  return Math.max(LEAST_SHARE, OF_THE_REST * (1 - others));
}

/**
 * Keeps work that could take the whole event loop to a part of it: after each bit of it comes a pause that is as long as
 * the part asks for. What others use is learned in the pauses.
 */
export class Pacer {
  private others = 0;
  private before: EventLoopUtilization | null = null;

  /** To be called when a bit begins. */
  begin(): void {
    if (this.before === null) return;
    const { utilization } = performance.eventLoopUtilization(this.before);
    this.others += NEWEST * (utilization - this.others);
  }

  /** Resolves after the pause for a bit that took `ms`. */
  async rest(ms: number): Promise<void> {
    this.before = performance.eventLoopUtilization();
    await delay(ms / shareBeside(this.others) - ms);
  }

  /** There is nothing to do for a while: what comes first then need not wait. */
  forget(): void {
    this.before = null;
  }
}
