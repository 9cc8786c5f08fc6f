/** From how much is done it tells the rate and the time left; what was done before the first look does not count. */
export class ProgressClock {
  private first: { readonly done: number; readonly at: number } | null = null;

  /** `now` in milliseconds. `rate` is a second's; both are null until something was done. */
  at(
    done: number,
    total: number,
    now = performance.now(),
  ): { progress: number; rate: number | null; remaining_seconds: number | null } {
    this.first ??= { done, at: now };
    const seconds = (now - this.first.at) / 1_000;
    const rate = seconds > 0 && done > this.first.done ? (done - this.first.done) / seconds : null;
    return {
      progress: total === 0 ? 1 : Math.min(1, done / total),
      rate: rate === null ? null : Math.round(rate),
      remaining_seconds: rate === null ? null : Math.ceil(Math.max(0, total - done) / rate),
    };
  }
}
