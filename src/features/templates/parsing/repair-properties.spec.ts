import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleLists } from '../../../../test/checklists/arbitraries.js';
import { parseChecklist } from './parse-checklist.js';
import type { ChecklistMediaType, ParsedChecklist } from './parsed-checklist.js';

const read = (text: string, mediaType: ChecklistMediaType, repair: boolean): ParsedChecklist =>
  parseChecklist(text, mediaType, { repair });
const repaired = (text: string): ParsedChecklist => read(text, 'text/markdown', true);
const titles = (parsed: ParsedChecklist): string[] =>
  parsed.definition.sections.flatMap((section) => section.items.map((item) => item.title));
const codes = (parsed: ParsedChecklist): string[] => parsed.diagnostics.map((diagnostic) => diagnostic.code);

/** Glues some items of a list to the one before, by `glue`; never so many that it could be a manner of writing. */
const gluedLists = titleLists(12, 30).chain((list) =>
  fc.record({
    list: fc.constant(list),
    glued: fc.uniqueArray(fc.integer({ min: 1, max: list.length - 1 }), { minLength: 1, maxLength: 4 }),
  }),
);

describe('whatever list was glued or split, repair restores it', () => {
  it('boxes glued to the line before', () => {
    fc.assert(
      fc.property(gluedLists, fc.constantFrom(' - [ ] ', '- [ ] ', ' * [x] '), ({ list, glued }, glue) => {
        const text = list
          .map((title, i) => (glued.includes(i) ? `${glue}${title}` : `\n- [ ] ${title}`))
          .join('');
        expect(titles(repaired(text))).toEqual(list);
        expect(read(text, 'text/markdown', false).counts.items).toBe(list.length - glued.length);
        expect(codes(repaired(text)).filter((code) => code === 'glued_items').length).toBeGreaterThan(0);
      }),
    );
  });

  it('plain bullets glued to the line before', () => {
    fc.assert(
      fc.property(gluedLists, fc.constantFrom('-', '*', '•'), ({ list, glued }, bullet) => {
        const text = list.map((title, i) => `${glued.includes(i) ? ' ' : '\n'}${bullet} ${title}`).join('');
        expect(titles(read(text, 'text/plain', true))).toEqual(list);
      }),
    );
  });

  it('numbered items glued to the line before', () => {
    fc.assert(
      fc.property(gluedLists, ({ list, glued }) => {
        const text = list.map((title, i) => `${glued.includes(i) ? ' ' : '\n'}${i + 1}. ${title}`).join('');
        expect(titles(read(text, 'text/plain', true))).toEqual(list);
      }),
    );
  });

  it('items that a scraper broke at a code word and glued to the next', () => {
    fc.assert(
      fc.property(gluedLists, ({ list, glued }) => {
        const whole = list.map((title, i) => (glued.includes(i + 1) ? `${title} (run it)` : title));
        const text = list
          .map((title, i) => {
            const start = glued.includes(i) ? ' - ' : '\n- ';
            return start + (glued.includes(i + 1) ? `${title} (\nrun it)` : title);
          })
          .join('');
        expect(titles(read(text, 'text/plain', true))).toEqual(whole);
      }),
    );
  });

  it('items split after their bullet', () => {
    fc.assert(
      fc.property(gluedLists, ({ list, glued }) => {
        const plain = list.map((title, i) => (glued.includes(i) ? `-\n${title}` : `- ${title}`)).join('\n');
        expect(titles(read(plain, 'text/plain', true))).toEqual(list);
        const boxes = list
          .map((title, i) => (glued.includes(i) ? `-\n[ ] ${title}` : `- [ ] ${title}`))
          .join('\n');
        expect(titles(repaired(boxes))).toEqual(list);
      }),
    );
  });

  it('items behind a fence that is never closed', () => {
    fc.assert(
      fc.property(
        titleLists(3, 12),
        fc.nat(),
        fc.constantFrom('```', '~~~~', '```yaml'),
        (list, seed, fence) => {
          const lines = list.map((title) => `- [ ] ${title}`);
          lines.splice(1 + (seed % (lines.length - 1)), 0, '', fence);
          expect(titles(repaired(lines.join('\n')))).toEqual(list);
        },
      ),
    );
  });

  it('and a list without defects is the same with repair and without', () => {
    fc.assert(
      fc.property(titleLists(1, 20), fc.nat({ max: 3 }), (list, copies) => {
        const all = [...list, ...list.slice(0, copies)];
        const markdown = all.map((title) => `- [ ] ${title}\n`).join('');
        expect(titles(repaired(markdown))).toEqual(all);
        expect(codes(repaired(markdown))).toEqual(list.slice(0, copies).map(() => 'duplicate_title'));
        const plain = all.map((title) => `- ${title}\n`).join('');
        expect(read(plain, 'text/plain', true).definition).toEqual(
          read(plain, 'text/plain', false).definition,
        );
        expect(titles(read(plain, 'text/plain', true))).toEqual(all);
      }),
    );
  });
});
