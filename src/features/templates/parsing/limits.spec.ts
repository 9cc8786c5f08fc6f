import { describe, expect, it } from 'vitest';
import { ChecklistTooDeep, ChecklistTooLarge, ChecklistUnreadable } from './checklist-errors.js';
import { decodeText } from './decode-text.js';
import { LIMITS } from './limits.js';
import { parseChecklist } from './parse-checklist.js';
import type { ChecklistMediaType } from './parsed-checklist.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const refusal = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
};
const read = (text: string, mediaType: ChecklistMediaType = 'text/markdown'): number =>
  parseChecklist(text, mediaType, { repair: false }).counts.items;

describe('bytes', () => {
  it('come back the same, byte order mark included', () => {
    const text = '\uFEFFgrün\r\n';
    expect(decodeText(new TextEncoder().encode(text))).toBe(text);
  });

  it('that are not UTF-8 are refused', () => {
    expect(() => decodeText(bytes(0x61, 0xff))).toThrow(ChecklistUnreadable);
    expect(() => decodeText(bytes(0xed, 0xa0, 0x80))).toThrow(ChecklistUnreadable);
    expect(() => decodeText(bytes(0xff, 0xfe, 0x61, 0x00))).toThrow('UTF-8');
  });

  it('with U+0000 are refused with the line', () => {
    expect(refusal(() => decodeText(bytes(0x61, 0x0d, 0x0a, 0x00)))).toMatchObject({
      code: 'checklist_unreadable',
      line: 2,
    });
    expect(() => read('- [ ] a\0')).toThrow(ChecklistUnreadable);
  });

  it('beyond 5 MiB are refused', () => {
    expect(() => decodeText(new Uint8Array(LIMITS.bytes + 1))).toThrow(ChecklistTooLarge);
    expect(() => read('a'.repeat(LIMITS.bytes + 1))).toThrow(ChecklistTooLarge);
  });
});

describe('limits', () => {
  it('2,000 items are read, one more is refused with its line', () => {
    for (const [bullet, mediaType] of [
      ['- [ ] a\n', 'text/markdown'],
      ['- a\n', 'text/plain'],
    ] as const) {
      expect(read(bullet.repeat(LIMITS.items), mediaType)).toBe(LIMITS.items);
      const error = refusal(() => read(bullet.repeat(LIMITS.items + 1), mediaType));
      expect(error).toBeInstanceOf(ChecklistTooLarge);
      expect(error).toMatchObject({ code: 'checklist_too_large', line: LIMITS.items + 1 });
    }
  });

  it('ten levels are read, one more is refused with its line', () => {
    for (const [bullet, mediaType] of [
      ['- [ ] a', 'text/markdown'],
      ['- a', 'text/plain'],
    ] as const) {
      const nested = (depth: number): string =>
        Array.from({ length: depth }, (_, i) => '  '.repeat(i) + bullet).join('\n');
      expect(read(nested(LIMITS.depth), mediaType)).toBe(LIMITS.depth);
      const error = refusal(() => read(nested(LIMITS.depth + 1), mediaType));
      expect(error).toBeInstanceOf(ChecklistTooDeep);
      expect(error).toMatchObject({ code: 'checklist_too_deep', line: LIMITS.depth + 1 });
    }
  });

  it('50,000 lines are read, one more is refused', () => {
    expect(read('\n'.repeat(LIMITS.lines))).toBe(0);
    expect(refusal(() => read('\n'.repeat(LIMITS.lines + 1)))).toMatchObject({ line: LIMITS.lines + 1 });
    expect(refusal(() => read('\r\n'.repeat(LIMITS.lines + 1)))).toMatchObject({ line: LIMITS.lines + 1 });
  });

  it('a description keeps 10,000 characters and says so', () => {
    const parsed = parseChecklist(`- [ ] a\n\n  ${'word '.repeat(5_000)}`, 'text/markdown', {
      repair: false,
    });
    expect(parsed.definition.sections[0]?.items[0]?.description).toHaveLength(LIMITS.description);
    expect(parsed.diagnostics[0]).toMatchObject({ code: 'description_shortened', from_line: 1 });
  });
});
