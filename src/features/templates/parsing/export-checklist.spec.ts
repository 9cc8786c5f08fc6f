import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleLists } from '../../../../test/checklists/arbitraries.js';
import type { ItemDefinition } from '../template.events.js';
import { exportChecklist } from './export-checklist.js';
import { identifyItems } from './identify-items.js';
import { parseChecklist } from './parse-checklist.js';
import { newId, read, all, edited, told } from '../../../../test/checklists/exported.js';

const FIXTURES = new URL('../../../../test/fixtures/checklists/', import.meta.url);

describe('with its source', () => {
  const files = readdirSync(FIXTURES).filter((name) => /\.(?:md|txt)$/u.test(name));

  it.each(files)('%s comes back byte for byte, however it was read', (name) => {
    const mediaType = name.endsWith('.md') ? 'text/markdown' : 'text/plain';
    const text = readFileSync(new URL(name, FIXTURES), 'utf8');
    for (const source of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.trimEnd()]) {
      for (const repair of [false, true]) {
        expect(exportChecklist(read(source, mediaType, repair), { text: source, mediaType })).toBe(source);
      }
    }
  });

  it('one changed title changes its line alone, and what stands around it stays', () => {
    const text =
      '\uFEFF# T\r\n\r\n- [ ] **Old words** ![badge](b.svg) <!-- clearance: key=k -->\r\n- [x] [Other](u)\r\n';
    const definition = edited(read(text), (copy) => {
      copy.sections[0]?.items.forEach(
        (item) => (item.title = item.title.replace('Old words', 'New *words*').replace('Other', 'Else')),
      );
    });
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' })).toBe(
      '\uFEFF# T\r\n\r\n- [ ] **New \\*words\\*** ![badge](b.svg) <!-- clearance: key=k -->\r\n- [x] [Else](u)\r\n',
    );
  });

  it('a title over several lines, or with markup inside, is written anew', () => {
    const text = '- [ ] Run `it` now <!-- clearance: level=optional -->\n- [ ] one\n  two\n  - note\n';
    const definition = edited(read(text), (copy) =>
      copy.sections[0]?.items.forEach((item) => (item.title = `${item.title}!`)),
    );
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' })).toBe(
      '- [ ] Run it now! <!-- clearance: level=optional -->\n- [ ] one two!\n  - note\n',
    );
  });

  it('levels, phases, settlements and explicit keys go into the marker', () => {
    const text = '- [ ] a\n  - [ ] b <!-- clearance: key=b level=optional -->\n';
    const definition = edited(read(text), (copy) => {
      const [a] = copy.sections[0]?.items ?? [];
      Object.assign(a as ItemDefinition, { level: 'recommended', phase: 'after', settled_by: 'any_child' });
      Object.assign(a?.items[0] as ItemDefinition, { level: 'required', key: 'c' });
    });
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' })).toBe(
      '- [ ] a <!-- clearance: level=recommended phase=after settled_by=any_child -->\n' +
        '  - [ ] b <!-- clearance: key=c level=required -->\n',
    );
  });

  it('removed items take their lines with them, added ones follow their sibling', () => {
    const text = '## One\n\n* [ ] a\n  more of a\n  * [ ] a1\n* [ ] b\n\n## Two\n\ntext\n\n1. [ ] c\n';
    const definition = edited(read(text), (copy) => {
      const [one, two] = copy.sections;
      const fresh = (title: string): ItemDefinition => ({
        id: newId(),
        key: title,
        title,
        level: 'required',
        phase: 'before',
        items: [],
      });
      one?.items.splice(1, 1, fresh('x'));
      one?.items[0]?.items.unshift(fresh('a0'));
      two?.items.unshift({ ...fresh('z'), level: 'optional', description: 'why', items: [fresh('z1')] });
    });
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' })).toBe(
      '## One\n\n* [ ] a\n  more of a\n  * [ ] a0\n  * [ ] a1\n* [ ] x\n\n## Two\n\ntext\n\n' +
        '1. [ ] z <!-- clearance: level=optional -->\n  - why\n   - [ ] z1\n1. [ ] c\n',
    );
  });

  it('boxes are ticked when asked, and only boxes change', () => {
    const text = '- [ ] a [ ]\n- [x] b\n';
    const definition = read(text);
    const ticked = new Set([all(definition)[0]?.id as string]);
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' }, { ticked })).toBe(
      '- [x] a [ ]\n- [ ] b\n',
    );
  });

  it('glued lines are written apart once one of their items changes', () => {
    const text = '- Lock the doors\n- Till started (\npress it) - Float counted twice\n- Lights on\n';
    const definition = edited(read(text, 'text/plain', true), (copy) => {
      const item = copy.sections[0]?.items[2];
      if (item !== undefined) item.title = 'Float counted';
    });
    expect(exportChecklist(definition, { text, mediaType: 'text/plain' })).toBe(
      '- Lock the doors\n- Till started (press it)\n- Float counted\n- Lights on\n',
    );
  });

  it('titles of the document, its sections and table rows change in place', () => {
    const text =
      '---\ntitle: Old\n---\n\n## Part *one*\n\n| Task | Note |\n|---|---|\n| [a](u) | n |\n| b | |\n';
    const definition = edited(read(text, 'text/markdown', true), (copy) => {
      copy.title = 'New';
      const section = copy.sections[0];
      if (section === undefined) return;
      section.title = 'Part two';
      (section.items[0] as ItemDefinition).title = 'aa';
      section.items[1] = { ...(section.items[1] as ItemDefinition), id: newId(), title: 'c' };
      delete section.items[1].source;
    });
    expect(exportChecklist(definition, { text, mediaType: 'text/markdown' })).toBe(
      '---\ntitle: "New"\n---\n\n## Part two\n\n| Task | Note |\n|---|---|\n| [aa](u) | n |\n| c | |\n',
    );
  });

  it.each([
    ['a sentence', 'Before we open\n- a\n- b\n', 'After we close', 'After we close\n- a\n- b\n'],
    ['a heading with #', '# Shop\nOpening:\n- a\n', 'Till', '# Till\nOpening:\n- a\n'],
    ['the only heading', '  Shop  list:\r\n- a\r\n', 'Till list', 'Till list:\r\n- a\r\n'],
    [
      'a heading that stays none',
      'Shop:\n- a\n- b\n',
      'Till, float and safe',
      'Till, float and safe\n- a\n- b\n',
    ],
    ['words that look like an item', 'Shop day\n- a\n- b\n', '- Shop', '# - Shop\n- a\n- b\n'],
    ['words that nothing in the text can say', 'Shop day\n- a\n', '1. Open', 'Shop day\n- a\n'],
    [
      'prose without items',
      'Shop\nWe open at nine.\nWe close at six.\n',
      'Till',
      'Till\nWe open at nine.\nWe close at six.\n',
    ],
    ['a title that is that of a section', 'One:\n- a\nTwo:\n- b\n', 'Shop', 'One:\n- a\nTwo:\n- b\n'],
    ['a title that is that of an item', '- a\n- b\n', 'Shop', '- a\n- b\n'],
  ])('a title of plain text changes its line alone: %s', (_, text, title, wanted) => {
    const definition = edited(read(text, 'text/plain'), (copy) => {
      copy.title = title;
    });
    const exported = exportChecklist(definition, { text, mediaType: 'text/plain' });
    expect(exported).toBe(wanted);
    expect(told(read(exported, 'text/plain'))).toEqual(told(definition));
  });

  it('a title that came with the import has no line, and whatever becomes of it changes none', () => {
    for (const [mediaType, text] of [
      ['text/plain', 'Before we open\n- a\n'],
      ['text/markdown', '## One\n\n- [ ] a\n'],
    ] as const) {
      const definition = parseChecklist(text, mediaType, { repair: false, name: 'shop' }).definition;
      const named = identifyItems(definition, null, { newId }).definition;
      const source = { text, mediaType, title: 'shop' };
      expect(exportChecklist(named, source)).toBe(text);
      expect(exportChecklist({ ...named, title: 'till' }, source)).toBe(text);
    }
  });

  it('a source that holds none of the items is not used', () => {
    const definition = read('- [ ] a\n');
    expect(exportChecklist(definition, { text: 'other\n', mediaType: 'text/plain' })).toBe(
      exportChecklist(definition, null),
    );
  });

  it('whatever is edited, the text reads as the edited definition', () => {
    const edits = fc.record({
      titles: titleLists(4, 14),
      depths: fc.array(fc.nat({ max: 3 }), { minLength: 14, maxLength: 14 }),
      eol: fc.constantFrom('\n', '\r\n'),
      drop: fc.nat({ max: 13 }),
      reword: fc.nat({ max: 13 }),
      move: fc.tuple(fc.nat({ max: 13 }), fc.nat({ max: 13 })),
      add: fc.nat({ max: 13 }),
    });
    fc.assert(
      fc.property(edits, ({ titles, depths, eol, drop, reword, move, add }) => {
        let depth = -1;
        const lines = titles.map((title, i) => {
          depth = Math.min(depth + 1, depths[i] ?? 0);
          return `${'  '.repeat(depth)}- [ ] ${title}`;
        });
        lines.splice(lines.length >> 1, 0, '', '# Second', '');
        // The second half starts at the margin again.
        const text =
          lines.map((line, i) => (i === (titles.length >> 1) + 3 ? line.trimStart() : line)).join(eol) + eol;
        const definition = edited(read(text), (copy) => {
          const lists = (): ItemDefinition[][] => [
            ...copy.sections.map((section) => section.items),
            ...all(copy).map((item) => item.items),
          ];
          const listOf = (item: ItemDefinition | undefined): ItemDefinition[] | undefined =>
            lists().find((list) => item !== undefined && list.includes(item));
          const item = all(copy)[reword % all(copy).length];
          if (item !== undefined) item.title = `${item.title} again`;
          const fresh: ItemDefinition = {
            id: newId(),
            key: 'new',
            title: 'Quite new',
            level: 'optional',
            phase: 'after',
            items: [],
          };
          lists()[add % lists().length]?.push(fresh);
          const moving = all(copy)[move[0] % all(copy).length];
          const from = listOf(moving);
          if (
            moving !== undefined &&
            from !== undefined &&
            copy.sections.every((section) => section.items !== from || from.length > 1)
          ) {
            from.splice(from.indexOf(moving), 1);
            const to = lists()[move[1] % lists().length];
            to?.splice(move[0] % (to.length + 1), 0, moving);
          }
          const dropped = all(copy)[drop % all(copy).length];
          const list = listOf(dropped);
          if (
            dropped !== undefined &&
            list !== undefined &&
            (list.length > 1 || copy.sections.every((section) => section.items !== list))
          ) {
            list.splice(list.indexOf(dropped), 1);
          }
        });
        const out = exportChecklist(definition, { text, mediaType: 'text/markdown' });
        // The text itself was changed; none was written anew.
        expect(out).not.toMatch(/^---/u);
        expect(told(read(out))).toEqual(told(definition));
        if (eol === '\r\n') expect(out.replaceAll('\r\n', '')).not.toContain('\n');
      }),
      { numRuns: 300 },
    );
  });
});
