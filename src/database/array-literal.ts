/** PostgreSQL array literal of texts: quoted where they have to be, NULL for null. */
export function textArray(values: readonly (string | null)[]): string {
  let text = '{';
  for (const [index, value] of values.entries()) {
    if (index > 0) text += ',';
    text += value === null ? 'NULL' : quote(value);
  }
  return text + '}';
}

/** PostgreSQL array literal of numbers or booleans; NULL for null. */
export function plainArray(values: readonly (number | boolean | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;
}

/** PostgreSQL array literal of byte strings in hex form; NULL for null. */
export function byteaArray(values: readonly (Uint8Array | null)[]): string {
  let text = '{';
  for (const [index, value] of values.entries()) {
    if (index > 0) text += ',';
    text += value === null ? 'NULL' : `"\\\\x${asBuffer(value).toString('hex')}"`;
  }
  return text + '}';
}

const NEEDS_ESCAPE = /["\\]/;

function quote(value: string): string {
  return NEEDS_ESCAPE.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
