import { type Command, InvalidArgumentError } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { StatusLine } from '../output/progress.js';
import type { Session } from './host.js';

export interface WaitFlags {
  /** False for --no-exceptions; else what the settings say. */
  readonly exceptions?: boolean;
  readonly wait?: Wait | true;
  readonly interval: number;
}

/** How long to wait at most: for so long, or until then. */
type Wait = { readonly ms: number } | { readonly until: number };

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Adds what a verdict is waited for with, and which one is good. */
export function withVerdictFlags(command: Command): Command {
  return command
    .option('--exceptions', 'ready with exceptions ends with 0: the default, unless configured otherwise')
    .option('--no-exceptions', 'ready with exceptions ends with 1 as well')
    .option(
      '--wait [limit]',
      'until it is ready; at most so long (90s, 10m, 2h) or until a time (RFC 3339), then it ends with 1',
      limitOf,
    )
    .option('--interval <seconds>', 'how often to ask while waiting', interval, 5);
}

/** 0 for a verdict that is good, 1 for any other. */
export function exitCodeOfVerdict(session: Session, flags: WaitFlags, verdict: string): ExitCode {
  return isGood(session, flags, verdict) ? EXIT.ok : EXIT.notReady;
}

/** Waits for a good verdict as long as --wait says, if it was given. */
export async function untilReady(
  session: Session,
  flags: WaitFlags,
  ask: () => Promise<string>,
): Promise<void> {
  const { wait, interval: seconds } = flags;
  if (wait === undefined) return;
  const { io } = session;
  const line = new StatusLine(io.err);
  const started = io.now();
  const longest = wait === true ? Infinity : 'ms' in wait ? wait.ms : wait.until - Date.now();
  try {
    for (;;) {
      const verdict = await ask();
      const waited = io.now() - started;
      const left = longest - waited;
      if (isGood(session, flags, verdict) || left <= 0) return;
      await line.show(`${verdict}, waiting since ${Math.floor(waited / 1000)} s`);
      await io.sleep(Math.min(seconds * 1000, left));
    }
  } finally {
    await line.clear();
  }
}

function isGood({ settings }: Session, { exceptions }: WaitFlags, verdict: string): boolean {
  if (verdict === 'ready') return true;
  return verdict === 'ready_with_exceptions' && (exceptions ?? !settings.noExceptions);
}

function limitOf(text: string): Wait {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (number !== '') return { ms: Number(number) * (UNITS[unit] ?? 0) };
  const until = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) throw new InvalidArgumentError('Give 90s, 10m, 2h, 1d or a time (RFC 3339).');
  return { until };
}

function interval(text: string): number {
  const number = Number(text);
  if (!(number >= 0.1 && number <= 3600)) throw new InvalidArgumentError('Give seconds, from 0.1 to 3600.');
  return number;
}
