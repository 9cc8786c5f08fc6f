import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyLine, linesOf, splitCopyLine } from './copy-text.js';

describe('the text of COPY', () => {
  it('marks null and tells it from its own mark', () => {
    expect(copyLine(['a', null, '\\N', true, 7])).toBe('a\t\\N\t\\\\N\tt\t7\n');
    expect(splitCopyLine('a\t\\N\t\\\\N\tt\t7')).toEqual(['a', null, '\\N', 't', '7']);
  });

  it('gives every row back that it was given', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\', '\t', '\\N', '\n', ''),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (row) => {
        const line = copyLine(row);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(splitCopyLine(line.slice(0, -1))).toEqual(row);
      }),
    );
  });

  it('finds the same lines wherever the bytes were cut', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '🎉', '漢') }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), async (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        async function* pieces(): AsyncGenerator<Buffer> {
          for (let at = 0; at < bytes.length;) {
            const size = sizes.next().value ?? 1;
            yield bytes.subarray(at, at + size);
            at += size;
          }
        }
        const found: string[] = [];
        for await (const some of linesOf(pieces())) found.push(...some);
        expect(found).toEqual(lines);
      }),
    );
  });
});
