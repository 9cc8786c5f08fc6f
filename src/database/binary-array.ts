// PostgreSQL's arrays in binary form (array_recv, array_userfuncs.c): a header, then each element as its length and its
// bytes, null as the length -1. The driver sends a Buffer as such a parameter. Nothing is quoted here or unquoted there.

/** pg_type.oid, which never changes. */
const OID = { boolean: 16, bytea: 17, bigint: 20, integer: 23, text: 25 } as const;
const EMPTY_HEADER = 12;
const HEADER = 20;
const LENGTH = 4;

/** text[] */
export function binaryTexts(values: readonly (string | null)[]): Buffer {
  let size = 0;
  for (const value of values) if (value !== null) size += Buffer.byteLength(value);
  const array = emptyArray(OID.text, values.length, size);
  let at = HEADER;
  for (const value of values) {
    const length = value === null ? -1 : array.write(value, at + LENGTH);
    array.writeInt32BE(length, at);
    at += LENGTH + Math.max(length, 0);
  }
  return array;
}

/** bytea[] */
export function binaryBytes(values: readonly (Uint8Array | null)[]): Buffer {
  let size = 0;
  for (const value of values) size += value?.length ?? 0;
  const array = emptyArray(OID.bytea, values.length, size);
  let at = HEADER;
  for (const value of values) {
    array.writeInt32BE(value?.length ?? -1, at);
    if (value !== null) array.set(value, at + LENGTH);
    at += LENGTH + (value?.length ?? 0);
  }
  return array;
}

/** integer[] */
export function binaryIntegers(values: readonly number[]): Buffer {
  const array = emptyArray(OID.integer, values.length, values.length * 4);
  for (let index = 0, at = HEADER; index < values.length; index += 1, at += LENGTH + 4) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(values[index] as number, at + LENGTH);
  }
  return array;
}

/** bigint[], of safe integers */
export function binaryBigints(values: readonly number[]): Buffer {
  const array = emptyArray(OID.bigint, values.length, values.length * 8);
  for (let index = 0, at = HEADER; index < values.length; index += 1, at += LENGTH + 8) {
    const value = values[index] as number;
    array.writeInt32BE(8, at);
    array.writeInt32BE(Math.floor(value / 2 ** 32), at + LENGTH);
    array.writeUInt32BE(value >>> 0, at + LENGTH + 4);
  }
  return array;
}

/** boolean[] */
export function binaryBooleans(values: readonly boolean[]): Buffer {
  const array = emptyArray(OID.boolean, values.length, values.length);
  for (let index = 0, at = HEADER; index < values.length; index += 1, at += LENGTH + 1) {
    array.writeInt32BE(1, at);
    array[at + LENGTH] = values[index] ? 1 : 0;
  }
  return array;
}

/** An array whose elements are yet to be written; `size` is that of all elements together, without their lengths. */
function emptyArray(element: number, count: number, size: number): Buffer {
  const array = Buffer.allocUnsafe(count === 0 ? EMPTY_HEADER : HEADER + count * LENGTH + size);
  array.writeInt32BE(count === 0 ? 0 : 1, 0);
  // Whether there may be nulls: nothing depends on it but a bitmap that the server works out itself.
  array.writeInt32BE(1, 4);
  array.writeInt32BE(element, 8);
  if (count > 0) {
    array.writeInt32BE(count, 12);
    array.writeInt32BE(1, 16);
  }
  return array;
}
