import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const UP_WITHIN_MS = 120_000;

/** A server of Debian's, run as www-data in a process group of its own. */
export class SystemServer {
  private child: ChildProcess | null = null;

  constructor(
    readonly url: string,
    private readonly command: readonly string[],
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const [program = '', ...args] = this.command;
    const log = openSync(`/tmp/clearance-${new URL(this.url).port}.log`, 'a');
    const env = ['env', ...Object.entries(this.environment).map(([name, value]) => `${name}=${value}`)];
    this.child = spawn('runuser', ['-u', 'www-data', '--', ...env, program, ...args], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', log, log],
    });
    const limit = Date.now() + UP_WITHIN_MS;
    while (!(await this.answers())) {
      if (Date.now() > limit) throw new Error(`${this.url} does not answer`);
      await delay(250);
    }
  }

  /** kill -9 of all that it started; resolves when it answers no more. */
  async kill(): Promise<void> {
    if (this.child?.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    this.child = null;
    while (await this.answers()) await delay(100);
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(this.url, { redirect: 'manual' })).status < 500;
    } catch {
      return false;
    }
  }
}
