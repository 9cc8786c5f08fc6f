import { MalformedTar, parseTarHeader, TAR_BLOCK, tarPadding } from '../transparency/tar.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A file of an archive while it is read; it has to be read whole before the next one. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** All of it. @throws MalformedTar for more than `most` bytes */
  readonly bytes: (most: number) => Promise<Buffer>;
  /** Line by line, without the newlines. @throws MalformedTar for a line of more than `most` bytes */
  readonly lines: (most: number) => AsyncGenerator<string>;
}

/** Takes bytes off a stream in the sizes that are asked for; keeps no more than that. */
class ByteSource {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes. @throws MalformedTar where the stream ends before */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      const part = await this.some(missing);
      if (part.length === 0) throw new MalformedTar('The archive is cut off.');
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  /** Exactly so many bytes, all zero. @throws MalformedTar, saying so where they are not */
  async zeros(count: number, otherwise: string): Promise<void> {
    if ((await this.take(count)).some((byte) => byte !== 0)) throw new MalformedTar(otherwise);
  }

  /** Nothing but zeros is left. @throws MalformedTar */
  async end(): Promise<void> {
    for (let part = await this.some(65_536); part.length > 0; part = await this.some(65_536))
      if (part.some((byte) => byte !== 0)) throw new MalformedTar('Something follows behind the archive.');
  }

  /** At least one byte and at most so many; none at the end of the stream. */
  async some(most: number): Promise<Buffer> {
    while (this.rest.length === 0) {
      const { value, done } = await this.chunks.next();
      if (done) return Buffer.alloc(0);
      this.rest = Buffer.from(value.buffer, value.byteOffset, value.length);
    }
    const part = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(part.length);
    return part;
  }
}

/** The files of a tar archive in their order, read as they come. @throws MalformedTar */
export async function* tarEntries(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const source = new ByteSource(stream);
  for (;;) {
    const header = parseTarHeader(await source.take(TAR_BLOCK));
    if (header === null) {
      await source.zeros(TAR_BLOCK, 'The archive has one block of zeros at its end, not two.');
      return await source.end();
    }
    let left = header.size;
    const take = async (most: number): Promise<Buffer> => {
      const part = await source.some(Math.min(most, left));
      if (part.length === 0) throw new MalformedTar(`The archive is cut off within ${header.name}.`);
      left -= part.length;
      return part;
    };
    yield {
      ...header,
      bytes: async (most) => {
        if (header.size > most) throw new MalformedTar(`${header.name} has more than ${most} bytes.`);
        const bytes = await source.take(left);
        left = 0;
        return bytes;
      },
      lines: async function* (most) {
        let parts: Buffer[] = [];
        let length = 0;
        for (;;) {
          if (left === 0) break;
          let chunk = await take(65_536);
          for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10)) {
            yield textOf(Buffer.concat([...parts, chunk.subarray(0, end)]), header.name);
            chunk = chunk.subarray(end + 1);
            parts = [];
            length = 0;
          }
          parts.push(chunk);
          length += chunk.length;
          if (length > most) throw new MalformedTar(`A line of ${header.name} has more than ${most} bytes.`);
        }
        if (length > 0) throw new MalformedTar(`The last line of ${header.name} is cut off.`);
      },
    };
    if (left > 0) throw new MalformedTar(`${header.name} was not read.`);
    await source.zeros(tarPadding(header.size), `Something is hidden behind ${header.name}.`);
  }
}

function textOf(bytes: Buffer, name: string): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new MalformedTar(`A line of ${name} is not UTF-8.`, { cause: error });
  }
}
