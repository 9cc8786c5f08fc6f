// CRC-32 as gzip has it (RFC 1952 section 8): polynomials over GF(2) modulo P, bits reflected, in 32 bits. Combining two
// sums after Mark Adler's crc32_combine of zlib 1.2.12: crc(AB) = crc(A) * x^(8 * length of B) + crc(B).

const P = 0xed_b8_83_20;
const ONE = 0x80_00_00_00;

function product(one: number, other: number): number {
  let [sum, factor] = [0, other];
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((one & bit) !== 0) sum ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ P;
  }
  return sum >>> 0;
}

/** x^(2^n) for each n from 0. */
const POWERS: readonly number[] = Array.from({ length: 31 }).reduce<number[]>(
  (powers) => [...powers, product(powers.at(-1) ?? 0, powers.at(-1) ?? 0)],
  [ONE >>> 1],
);

/** What a sum is multiplied with when so many bytes (up to 2^29) follow. */
export function shiftOf(bytes: number): number {
  let shift = ONE;
  for (let [left, n] = [bytes, 3]; left > 0; left >>>= 1, n += 1)
    if ((left & 1) === 1) shift = product(POWERS[n] ?? 0, shift);
  return shift;
}

/** The sum of two texts one behind the other, of their own sums and the second one's `shiftOf`. */
export function crcOfBoth(first: number, second: number, shiftOfSecond: number): number {
  return (product(shiftOfSecond, first) ^ second) >>> 0;
}
