/** Works on tenants in the background, at most `limit` at once, each one once at a time, in the order they came. */
export class TenantQueue {
  private readonly pending = new Set<string>();
  private readonly running = new Set<string>();
  private readonly idle: (() => void)[] = [];
  private isStopped = false;

  /** `work` must not reject. */
  constructor(
    private readonly limit: number,
    private readonly work: (tenant: string) => Promise<void>,
  ) {}

  /** A tenant that is being worked on has another turn afterwards: what it is added for may have come too late. */
  add(tenant: string): void {
    if (this.isStopped) return;
    this.pending.add(tenant);
    this.next();
  }

  /** Begins nothing more, and waits for what has begun. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.pending.clear();
    if (this.running.size > 0) await new Promise<void>((done) => this.idle.push(done));
  }

  private next(): void {
    for (const tenant of this.pending) {
      if (this.running.size >= this.limit) return;
      if (this.running.has(tenant)) continue;
      this.pending.delete(tenant);
      this.running.add(tenant);
      void this.turn(tenant);
    }
  }

  private async turn(tenant: string): Promise<void> {
    await this.work(tenant);
    this.running.delete(tenant);
    this.next();
    if (this.running.size === 0) for (const done of this.idle.splice(0)) done();
  }
}
