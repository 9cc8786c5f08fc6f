/** Wakes the retry of a projection and tenant when its time has come: one timer each, the earliest wish counts. */
export class RetryTimer {
  private readonly timers = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  private isStopped = false;

  constructor(private readonly wake: (projection: string, tenant: string) => void) {}

  /** In `wait` milliseconds, unless it is woken before that anyhow. */
  schedule(projection: string, tenant: string, wait: number): void {
    if (this.isStopped) return;
    const key = `${projection} ${tenant}`;
    const at = Date.now() + wait;
    const before = this.timers.get(key);
    if (before && before.at <= at) return;
    clearTimeout(before?.timer);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.wake(projection, tenant);
    }, wait);
    timer.unref();
    this.timers.set(key, { at, timer });
  }

  stop(): void {
    this.isStopped = true;
    for (const { timer } of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
