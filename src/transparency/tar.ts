const BLOCK = 512;
const MAX_NAME = 99;
const MAX_SIZE = 0o77777777777;

/** Bytes that are no tar archive of plain files, or a header whose sum does not fit. */
export class MalformedTar extends Error {
  override readonly name = 'MalformedTar';
}

/** One file of an archive, before its bytes. */
export interface TarHeader {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
}

export const TAR_BLOCK = BLOCK;
/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/**
 * The header block of a plain file (POSIX ustar), always the same for the same name and size: no owner, no time.
 * @throws MalformedTar for a name over 99 bytes or a size over 8 GiB.
 */
export function tarHeader({ name, size }: TarHeader): Buffer {
  if (Buffer.byteLength(name) > MAX_NAME || size > MAX_SIZE)
    throw new MalformedTar(`No tar header can have the name ${name} and the size ${size}.`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** How many zero bytes follow a file of this size. */
export function tarPadding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/**
 * Reads a header block; null for the block of zeros that ends an archive. There is one right header for a name and a
 * size, that of `tarHeader`: what programs that unpack archives read differently, or not at all, has no room in it.
 * @throws MalformedTar for anything but that.
 */
export function parseTarHeader(block: Uint8Array): TarHeader | null {
  if (block.length !== BLOCK) throw new MalformedTar('The archive ends within a header.');
  if (block.every((byte) => byte === 0)) return null;
  const bytes = Buffer.from(block);
  const sum = octal(bytes, 148, 8);
  bytes.fill(0x20, 148, 156);
  if (sum !== sumOf(bytes))
    throw new MalformedTar('The sum of a header does not fit: this is no tar archive.');
  if (block[156] !== 0x30) throw new MalformedTar('The archive holds more than plain files.');
  const name = bytes.subarray(0, 100).toString('latin1').replace(/\0.*$/s, '');
  if (!/^[\w./-]{1,99}$/.test(name))
    throw new MalformedTar('A file of the archive has a name that none can have here.');
  const header = { name, size: octal(bytes, 124, 12) };
  if (!tarHeader(header).equals(block))
    throw new MalformedTar(`The header of ${name} says more than a name and a size.`);
  return header;
}

function octal(bytes: Buffer, from: number, length: number): number {
  const [, digits] = /^([0-7]+)[\0 ]/.exec(bytes.toString('latin1', from, from + length)) ?? [];
  if (digits === undefined) throw new MalformedTar('A number of a header is not octal.');
  return Number.parseInt(digits, 8);
}

function sumOf(block: Buffer): number {
  let sum = 0;
  for (const byte of block) sum += byte;
  return sum;
}
