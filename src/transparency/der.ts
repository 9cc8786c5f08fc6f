/** Bytes that are not DER (X.690) of the form that is looked for. */
export class MalformedDer extends Error {
  override readonly name = 'MalformedDer';
}

/** One element: its tag, its content, and all of its bytes. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

const MOST_LENGTH_BYTES = 4;

/**
 * The elements that stand one after the other in the bytes. Tags are of one byte and
 * lengths definite, in their shortest form.
 * @throws MalformedDer
 */
export function elements(bytes: Uint8Array): Element[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Element[] = [];
  for (let at = 0; at < buffer.length;) {
    const [start, end] = span(buffer, at);
    found.push({
      tag: buffer[at] ?? 0,
      content: buffer.subarray(start, end),
      whole: buffer.subarray(at, end),
    });
    at = end;
  }
  return found;
}

/** The one element that the bytes are. @throws MalformedDer where it has another tag, or more follows */
export function only(bytes: Uint8Array, tag: number): Element {
  const [first, more] = elements(bytes);
  if (first?.tag !== tag || more) throw new MalformedDer('An element is not of its form.');
  return first;
}

/** The element, where it has the tag. @throws MalformedDer */
export function tagged(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new MalformedDer('An element is not of its form.');
  return element;
}

/** Makes an element of at most 65,535 bytes. */
export function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size =
    length < 128
      ? Buffer.of(length)
      : length < 256
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 255);
  return Buffer.concat([Buffer.of(tag), size, content]);
}

/** Where the content of the element at `from` begins and ends. */
function span(bytes: Buffer, from: number): [start: number, end: number] {
  const first = bytes[from + 1];
  if (first === undefined || ((bytes[from] ?? 0) & 0x1f) === 0x1f)
    throw new MalformedDer('An element is not of its form.');
  const count = first < 128 ? 0 : first & 0x7f;
  if (first === 128 || count > MOST_LENGTH_BYTES) throw new MalformedDer('A length is out of bounds.');
  let length = count === 0 ? first : 0;
  for (let at = 0; at < count; at += 1) length = length * 256 + (bytes[from + 2 + at] ?? 0);
  const start = from + 2 + count;
  if (start + length > bytes.length) throw new MalformedDer('An element is cut off.');
  if (count > 0 && length < (count === 1 ? 128 : 256 ** (count - 1)))
    throw new MalformedDer('A length is not in its shortest form.');
  return [start, start + length];
}
