import { constants, crc32, deflateRawSync } from 'node:zlib';
import { crcOfBoth, shiftOf } from './crc.js';

/** Quick rather than small: an event is much like the one before it, so that a tenth is left either way. */
const LEVEL = 1;

/** A part of a stream in the bytes that go out, made once for all readers that are sent it. */
export interface Part {
  readonly payload: Buffer;
  /** As a chunk of HTTP/1.1 (RFC 9112 section 7.1). */
  readonly chunk: Buffer;
}

export interface ZippedPart extends Part {
  /** Of what is in it. */
  readonly length: number;
  readonly crc: number;
  readonly shift: number;
}

/** A part of a stream of events: as it is, and compressed for those who ask for it. */
export class Frame {
  readonly plain: Part;
  private made: ZippedPart | null = null;

  constructor(text: string) {
    this.plain = partOf(Buffer.from(text));
  }

  /** Blocks of DEFLATE (RFC 1951) that refer to nothing before them and end none: they may follow any others. */
  get zipped(): ZippedPart {
    if (this.made) return this.made;
    const { payload } = this.plain;
    const blocks = deflateRawSync(payload, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });
    const { length } = payload;
    this.made = { ...partOf(blocks), length, crc: crc32(payload), shift: shiftOf(length) };
    return this.made;
  }

  /** Bytes that it keeps. */
  get size(): number {
    return this.plain.chunk.length + (this.made?.chunk.length ?? 0);
  }
}

/** What a reader is told next: nothing where no event of it matched, and then it is at `upTo`. */
export interface Told {
  readonly frame: Frame | null;
  readonly upTo: number;
}

function partOf(payload: Buffer): Part {
  const head = Buffer.from(`${payload.length.toString(16)}\r\n`, 'latin1');
  const chunk = Buffer.concat([head, payload, Buffer.from('\r\n', 'latin1')]);
  return { chunk, payload: chunk.subarray(head.length, -2) };
}

/** One member of gzip (RFC 1952) made of parts that many have in common. */
export class ZippedMember {
  static readonly HEADER: Buffer = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  private crc = 0;
  private length = 0;

  /** Has to be called with each part that goes out. */
  add({ crc, length, shift }: ZippedPart): void {
    this.crc = crcOfBoth(this.crc, crc, shift);
    this.length = (this.length + length) >>> 0;
  }

  /** An empty last block, and what the member ends with. */
  end(): Buffer {
    const end = Buffer.alloc(10);
    end.writeUInt16LE(0x00_03, 0);
    end.writeUInt32LE(this.crc, 2);
    end.writeUInt32LE(this.length, 6);
    return end;
  }
}
