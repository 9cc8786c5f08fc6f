import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../embedded/scene.js';
import { type Answer, ask } from './ask.js';
import { Command, type CommandKind } from './ledger.js';

const KINDS: readonly CommandKind[] = ['comment', 'comment', 'check', 'fail', 'prove', 'prove'];
const PAUSE_AFTER_FAILURE_MS = 20;

/**
 * Clients that write as fast as they are answered. One whose command was not acknowledged gives it up (one in
 * three), or repeats it with its key until it is.
 */
export class Load {
  readonly commands: Command[] = [];
  /** How often each kind of answer came: `200`, `503 unavailable`, `broken`, `hung`. */
  readonly tally = new Map<string, number>();
  /** Milliseconds of the slowest answer. */
  slowest = 0;
  /** When each request that got no answer was sent (performance.now). */
  readonly unanswered: number[] = [];
  private url = '';
  private stopping = false;
  private underWay = 0;
  private readonly served: number[];
  private readonly clients: Promise<void>[];

  /** `items` are keys of the checklist `go-live` in the project `shop`. */
  constructor(
    private readonly items: readonly string[],
    clients: number,
  ) {
    this.served = Array.from({ length: clients }, () => 0);
    this.clients = this.served.map((_, client) => this.run(client));
  }

  get inFlight(): number {
    return this.underWay;
  }

  get acknowledged(): number {
    return this.served.reduce((sum, count) => sum + count, 0);
  }

  /** From now on the service is there. */
  turnTo(url: string): void {
    this.url = url;
  }

  /** Waits for so many more acknowledged commands. */
  async progress(commands: number): Promise<void> {
    const wanted = this.acknowledged + commands;
    await until(`${commands} more commands are acknowledged`, () => this.acknowledged >= wanted, 30_000);
  }

  /** Waits until every client had a command acknowledged that it began after this call. Gives the milliseconds. */
  async everyClientServed(limitMs: number): Promise<number> {
    // The next acknowledgement may be of a command begun before; the one after it is not.
    const wanted = this.served.map((count) => count + 2);
    const isServed = (): boolean => this.served.every((count, client) => count >= (wanted[client] ?? 0));
    return await until('every client is served again', isServed, limitMs);
  }

  /** No command is begun any more; resolves when those under way have ended. */
  async finish(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.clients);
  }

  private async run(client: number): Promise<void> {
    for (let number = 1; !this.stopping; number += 1) {
      const kind = KINDS[randomInt(KINDS.length)] ?? 'comment';
      const item = this.items[randomInt(this.items.length)] ?? '';
      const command = new Command(`c${client}-${number}`, kind, item);
      this.commands.push(command);
      if (await this.carryOut(command)) this.served[client] = (this.served[client] ?? 0) + 1;
    }
  }

  /** True when it was acknowledged, false when it was given up. */
  private async carryOut(command: Command): Promise<boolean> {
    for (;;) {
      if (this.url !== '') {
        command.attempts += 1;
        this.underWay += 1;
        const sent = performance.now();
        const answer = await ask(this.url, command.path, { body: command.body, key: command.marker });
        this.underWay -= 1;
        this.count(answer, sent);
        if (command.note(answer)) return true;
        if (randomInt(3) === 0) return false;
      }
      await delay(PAUSE_AFTER_FAILURE_MS);
    }
  }

  private count(answer: Answer | 'hung' | 'broken', sent: number): void {
    const label = typeof answer === 'string' ? answer : labelOf(answer);
    this.tally.set(label, (this.tally.get(label) ?? 0) + 1);
    if (typeof answer === 'string') this.unanswered.push(sent);
    else this.slowest = Math.max(this.slowest, answer.took);
  }
}

function labelOf({ status, type, text }: Answer): string {
  if (status === 200) return '200';
  if (type !== 'application/problem+json') return `${status} as ${type}`;
  return `${status} ${(JSON.parse(text) as { code: string }).code}`;
}
