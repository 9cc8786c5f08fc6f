import type pg from 'pg';

interface Debt {
  statements: number;
  /** When the first of them was sent, or the last answer came. */
  since: number;
}

/**
 * Closes connections on which no answer has come for `limitMs` although statements are out: the server stands still, is
 * cut off, or waits for a standby, which its own time limits do not bound. What was asked on them is rejected.
 */
export class AnswerWatch {
  private readonly limitMs: number;
  private readonly debts = new Map<pg.PoolClient, Debt>();
  private timer: NodeJS.Timeout | null = null;

  /** Nothing is watched where `limitMs` is 0. */
  constructor(limitMs: number) {
    this.limitMs = limitMs;
  }

  /** Runs `ask`, which sends one statement to the client and waits for its answer. */
  async during<T>(client: pg.PoolClient, ask: () => Promise<T>): Promise<T> {
    if (this.limitMs === 0) return await ask();
    const debt = this.debts.get(client) ?? { statements: 0, since: performance.now() };
    this.debts.set(client, debt);
    debt.statements += 1;
    this.timer ??= setInterval(() => this.look(), this.limitMs / 10).unref();
    try {
      return await ask();
    } finally {
      debt.statements -= 1;
      debt.since = performance.now();
      if (debt.statements === 0) this.debts.delete(client);
    }
  }

  private look(): void {
    if (this.debts.size === 0) {
      clearInterval(this.timer ?? undefined);
      this.timer = null;
    }
    for (const [client, debt] of this.debts)
      if (this.isOver(debt))
        // A process that stood still itself reads first what has come meanwhile.
        setImmediate(() => {
          if (this.debts.get(client) === debt && this.isOver(debt)) client.connection.stream.destroy();
        });
  }

  private isOver({ since }: Debt): boolean {
    return performance.now() - since > this.limitMs;
  }
}
