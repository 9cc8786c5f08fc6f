import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ConnectionTarget } from '../../../src/database/connection.js';
import { until } from '../embedded/scene.js';
import type { Told } from './appenders.js';

const PROGRAM = fileURLToPath(new URL('writer.ts', import.meta.url));
const HOOKS = new URL('../embedded/resolve-typescript.mjs', import.meta.url).href;
const LIMIT_MS = 20_000;

/** What a writer says about one append. */
export interface WriterLine {
  readonly kind: Told['kind'];
  readonly places: readonly { readonly position: number; readonly id: string }[];
}

/** A process with an event store of its own that writes to the tenant until it is killed. */
export class WriterProcess {
  readonly lines: WriterLine[] = [];
  private complaint = '';
  private readonly exit: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.exit = once(child, 'exit');
    child.stderr?.on('data', (chunk: Buffer) => {
      this.complaint += chunk.toString();
    });
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.hear(line));
  }

  /** Resolves when it has written something. `streams` is how many streams the writers have in common. */
  static async start(target: ConnectionTarget, name: string, streams: number): Promise<WriterProcess> {
    const child = spawn(
      process.execPath,
      [
        '--experimental-transform-types',
        '--no-warnings',
        '--import',
        HOOKS,
        PROGRAM,
        JSON.stringify({ target, name, streams }),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const writer = new WriterProcess(child);
    await writer.progress(1);
    return writer;
  }

  /** Waits for so many more appends that were recorded; gives the milliseconds that it took. */
  async progress(appends: number): Promise<number> {
    const wanted = this.recorded + appends;
    const isThere = (): boolean => {
      if (this.child.exitCode !== null) throw new Error(`the writer failed: ${this.complaint}`);
      return this.recorded >= wanted;
    };
    return await until(`${appends} more appends`, isThere, LIMIT_MS);
  }

  get recorded(): number {
    return this.lines.filter(({ kind }) => kind === 'appended').length;
  }

  /** Freezes it in the middle of whatever it does; resolves when it stands still. */
  async freeze(): Promise<void> {
    this.child.kill('SIGSTOP');
    await until('the writer stands still', () => processState(this.child.pid ?? 0).startsWith('T'));
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }

  private hear(line: string): void {
    this.lines.push(JSON.parse(line) as WriterLine);
  }
}

/** As `ps` shows it: `T` for a process that was stopped. */
function processState(pid: number): string {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).trim();
  return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}
