import type { Sink } from '../io.js';
import { clip } from './width.js';

const BAR_CELLS = 24;
const ERASE_TO_END = '\u001b[K';

/** How far something is; `done` and `total` in the same unit, `elapsedMs` since `doneBefore` was reached. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What had been done when the clock started: a rebuild that goes on where another stopped. */
  readonly doneBefore: number;
  readonly elapsedMs: number;
  /** What is counted; left out: events. */
  readonly unit?: string;
}

/** A line such as `items  [######------]  50 %  500/1000 events  250/s  2 s left`. */
export function progressLine(progress: Progress): string {
  const { label, done, total, doneBefore, elapsedMs, unit = 'events' } = progress;
  if (total === 0) return `${label}  starting`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR_CELLS);
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_CELLS - filled);
  const rate = elapsedMs > 0 ? ((done - doneBefore) / elapsedMs) * 1000 : 0;
  const parts = [label, `[${bar}]`, `${Math.floor(share * 100)} %`, `${done}/${total} ${unit}`];
  if (rate > 0) parts.push(`${Math.round(rate)}/s`, `${duration((total - done) / rate)} left`);
  return parts.join('  ');
}

/** Seconds in words: `8 s`, `2 min 5 s`, `1 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** One line of a terminal that is written over and over. */
export class StatusLine {
  private readonly sink: Sink;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** Does nothing where there is no terminal. */
  async show(text: string): Promise<void> {
    if (!this.sink.isTerminal) return;
    await this.sink.write(`\r${clip(text, (this.sink.columns ?? 80) - 1)}${ERASE_TO_END}`);
  }

  async clear(): Promise<void> {
    if (this.sink.isTerminal) await this.sink.write(`\r${ERASE_TO_END}`);
  }
}
