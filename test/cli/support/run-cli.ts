import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io, Sink } from '../../../src/cli/io.js';
import { run } from '../../../src/cli/run.js';

export const KEY = 'clr_abc_secret';

export interface Setting {
  /** Instead of the fake service's URL and a key. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly home?: string;
  readonly stdin?: string;
  /** Width of the terminal that output and errors go to; left out: there is none. */
  readonly terminal?: number;
  /** The reader goes away after so many writes. */
  readonly readerGoesAfter?: number;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds of each wait, none of which took any time. */
  readonly waits: readonly number[];
}

/** Runs a command line in this process, with a clock that only waiting moves on. */
export async function runCli(url: string, argv: readonly string[], setting: Setting = {}): Promise<Ended> {
  const waits: number[] = [];
  let now = 0;
  const out = new FakeSink(setting.terminal ?? null, setting.readerGoesAfter);
  const err = new FakeSink(setting.terminal ?? null);
  const folder = setting.cwd ?? scratchFolder();
  const io: Io = {
    out,
    err,
    env: setting.env ?? { CLEARANCE_URL: url, CLEARANCE_API_KEY: KEY },
    cwd: folder,
    home: setting.home ?? folder,
    readStdin: async () => new TextEncoder().encode(setting.stdin ?? ''),
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    now: () => now,
  };
  const code = await run(argv, io);
  return { code, out: out.text, err: err.text, waits };
}

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clearance-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

class FakeSink implements Sink {
  readonly columns: number | null;
  text = '';
  private writesLeft: number;

  constructor(columns: number | null, writes = Infinity) {
    this.columns = columns;
    this.writesLeft = writes;
  }

  get isTerminal(): boolean {
    return this.columns !== null;
  }

  get isClosed(): boolean {
    return this.writesLeft <= 0;
  }

  async write(data: string | Uint8Array): Promise<void> {
    if (this.isClosed) return;
    this.writesLeft -= 1;
    this.text += typeof data === 'string' ? data : new TextDecoder().decode(data);
  }
}
