import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { FileFailure, systemWords } from '../failures.js';
import type { Io, Sink } from '../io.js';

/**
 * Writes bytes to a file, or to standard output for `-`.
 * @throws FileFailure
 */
export async function writeOut(io: Io, pieces: AsyncIterable<Uint8Array>, file: string): Promise<void> {
  if (file === '-') return await toSink(pieces, io.out);
  const stream = createWriteStream(resolve(io.cwd, file), { flush: true });
  const done = finished(stream);
  try {
    for await (const piece of pieces) if (!stream.write(piece)) await Promise.race([drained(stream), done]);
    stream.end();
    await done;
  } catch (error) {
    done.catch(() => undefined);
    stream.destroy();
    if (error instanceof Error && 'syscall' in error)
      throw new FileFailure(`${file} cannot be written: ${systemWords(error)}`, { cause: error });
    throw error;
  }
}

async function toSink(pieces: AsyncIterable<Uint8Array>, sink: Sink): Promise<void> {
  for await (const piece of pieces) {
    await sink.write(piece);
    if (sink.isClosed) return;
  }
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((settle) => stream.once('drain', settle));
}
