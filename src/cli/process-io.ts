import { homedir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { isatty } from 'node:tty';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Io, Sink } from './io.js';

/** The Io of a process. */
export function processIo(of: NodeJS.Process): Io {
  return {
    out: sinkOf(of.stdout),
    err: sinkOf(of.stderr),
    env: of.env,
    cwd: of.cwd(),
    home: homedir(),
    readStdin: () => buffer(of.stdin),
    sleep: (ms) => sleep(ms),
    now: () => performance.now(),
  };
}

const READER_GONE = ['EPIPE', 'ERR_STREAM_DESTROYED'];

function sinkOf(stream: NodeJS.WriteStream & { readonly fd: number }): Sink {
  let isClosed = false;
  // Each write hears of its own failure; without a listener the process would end with a stack trace besides.
  stream.on('error', () => {});
  return {
    isTerminal: isatty(stream.fd),
    get columns() {
      return isatty(stream.fd) ? stream.columns : null;
    },
    get isClosed() {
      return isClosed;
    },
    write: async (data) => {
      if (isClosed) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      stream.write(data, (error?: NodeJS.ErrnoException | null) => {
        if (!error) return resolve();
        isClosed = true;
        return READER_GONE.includes(error.code ?? '') ? resolve() : reject(error);
      });
      await promise;
    },
  };
}
