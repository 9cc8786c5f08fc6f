import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { chmod, copyFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

const LARGEST = 5 * 1024 * 1024;
const CHECK_MS = 60_000;
const TAIL_BYTES = 8_192;
const TAIL_LINES = 20;

/** The server's log, `<dataDir>/postgres.log`, and what came before it in `postgres.log.1`. */
export class ServerLog {
  readonly path: string;
  #start = 0;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'postgres.log');
  }

  /** Opens the log to append to (mode 0600), a new one when it has grown large. The caller closes the descriptor. */
  open(): number {
    const size = this.#size();
    if (size > LARGEST) renameSync(this.path, `${this.path}.1`);
    this.#start = size > LARGEST ? 0 : size;
    return openSync(this.path, 'a', 0o600);
  }

  /** The last lines since the log was opened, at most 20. */
  tail(): string {
    const size = this.#size();
    const from = Math.max(this.#start, size - TAIL_BYTES);
    if (size <= from) return '';
    const descriptor = openSync(this.path, 'r');
    try {
      const buffer = Buffer.alloc(size - from);
      const length = readSync(descriptor, buffer, 0, buffer.length, from);
      return buffer.toString('utf8', 0, length).trim().split('\n').slice(-TAIL_LINES).join('\n');
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * Moves what is written into postgres.log.1 when the log has grown large. The server appends to the file it has
   * open, so the content is copied and cut off; lines that come in between are lost.
   */
  async rotate(): Promise<void> {
    const { size } = await stat(this.path);
    if (size <= LARGEST) return;
    await copyFile(this.path, `${this.path}.1`);
    await chmod(`${this.path}.1`, 0o600);
    await truncate(this.path);
  }

  /** Rotates the log once a minute, as needed, until the returned function is called. Keeps no process alive. */
  keepSmall(report: (line: string) => void): () => void {
    const timer = setInterval(() => {
      this.rotate().catch((error: unknown) => {
        report(`PostgreSQL's log ${this.path} could not be rotated: ${String(error)}`);
      });
    }, CHECK_MS).unref();
    return () => {
      clearInterval(timer);
    };
  }

  #size(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }
}
