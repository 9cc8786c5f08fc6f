import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guardProcesses, killAll, serverProcesses } from '../embedded/scene.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = join(ROOT, 'dist', 'main.js');
const START_LIMIT_MS = 120_000;
const KEPT_OUTPUT = 9_000_000;

/** The key that the service is started with. */
export const ADMIN_KEY = 'an-admin-key-for-the-crash-tests-alone';

let isBuilt = false;

/** Path of the service, built from the sources as they are: their contents count, not their times. Throws what the build says. */
export function builtEntry(): string {
  if (isBuilt) return ENTRY;
  const build = spawnSync(process.execPath, ['scripts/build-if-needed.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`there is no build: ${build.stdout}${build.stderr}`);
  isBuilt = true;
  return ENTRY;
}

export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built service as a process of its own, on the embedded database of a data folder. */
export class ServiceProcess {
  private output = '';
  private readonly exit: Promise<Ending>;
  private address = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDir: string,
  ) {
    this.exit = once(child, 'exit').then(([status, signal]) => ({ status, signal }));
  }

  /**
   * Resolves when it takes requests; rejects with what it said where it ended before, or is not up in two minutes. `env` is set
   * beside what these tests need.
   */
  static async start(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [builtEntry()], {
      cwd: dataDir,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        CLEARANCE_DATA_DIR: dataDir,
        CLEARANCE_ADMIN_KEY: ADMIN_KEY,
        CLEARANCE_LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new ServiceProcess(child, dataDir);
    await service.announced();
    return service;
  }

  get url(): string {
    return this.address;
  }

  /** The end of what it wrote, for the message of a test that fails. */
  get said(): string {
    return this.output;
  }

  /** Memory that the process holds, in bytes. */
  get residentBytes(): number {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', `${this.child.pid}`], { encoding: 'utf8' });
    return Number(stdout) * 1024;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9 of the Node process, and nothing else; resolves when it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }

  /** kill -9 of every PostgreSQL process of the data folder, the guard's shells apart. Gives how many there were. */
  killPostgres(): number {
    const guards = new Set(guardProcesses(this.dataDir));
    const servers = serverProcesses(this.dataDir).filter((pid) => !guards.has(pid));
    killAll(servers);
    return servers.length;
  }

  /** Sends a signal and waits for nothing. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** SIGTERM or another signal; resolves with how it ended and how many milliseconds that took. */
  async terminate(name: NodeJS.Signals = 'SIGTERM'): Promise<Ending & { readonly took: number }> {
    const started = performance.now();
    this.signal(name);
    const ending = await this.exit;
    return { ...ending, took: performance.now() - started };
  }

  private async announced(): Promise<void> {
    const limit = setTimeout(() => this.child.kill('SIGKILL'), START_LIMIT_MS);
    const address = new Promise<string>((resolve) => {
      const listen = (chunk: Buffer): void => {
        this.output = (this.output + chunk.toString()).slice(-KEPT_OUTPUT);
        const url = /Clearance is running at (\S+)/.exec(this.output)?.[1];
        if (url !== undefined) resolve(url);
      };
      this.child.stdout?.on('data', listen);
      this.child.stderr?.on('data', listen);
    });
    const first = await Promise.race([address, this.exit]);
    clearTimeout(limit);
    if (typeof first !== 'string') throw new Error(`the service did not start:\n${this.output}`);
    this.address = first;
  }
}
