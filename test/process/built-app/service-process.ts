import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const READY_WITHIN_MS = 120_000;

const running = new Set<ChildProcess>();

/** Ends what a test that failed has left running. */
export function killLeftOvers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** What a process that has ended leaves. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  /** What it wrote on standard error. */
  readonly said: string;
}

/** A service that answers, in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** Sends the signal and waits; gives the milliseconds that the end took, too. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended & { readonly tookMs: number }>;
}

/** Starts the command in the project's folder with this environment alone, and waits until it is ready. */
export async function startService(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const { ended, signal, address } = launch(command, environment);
  const url = await address;
  const limit = Date.now() + READY_WITHIN_MS;
  for (let status = 0; status !== 200;) {
    status = (await fetch(`${url}/readyz`)).status;
    if (Date.now() > limit) throw new Error(`/readyz answers ${status}`);
  }
  return {
    url,
    end: async (name) => {
      const began = performance.now();
      signal(name);
      return { ...(await ended), tookMs: performance.now() - began };
    },
  };
}

/** Runs a command that is to end by itself. */
export async function runToEnd(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const { ended, address } = launch(command, environment);
  address.catch(() => undefined);
  return await ended;
}

function launch(
  [program = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): { ended: Promise<Ended>; signal: (name: NodeJS.Signals) => void; address: Promise<string> } {
  const child = spawn(program, args, {
    cwd: ROOT,
    // The Node that runs the tests is the one of the image.
    env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, said }));
  const address = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /running at (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then(() => reject(new Error(`the service ended before it was ready: ${said}`)));
  });
  return { ended, signal: (name) => child.kill(name), address };
}
