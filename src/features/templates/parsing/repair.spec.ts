import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseChecklist } from './parse-checklist.js';
import type { ChecklistMediaType, ParsedChecklist, ParsedItem } from './parsed-checklist.js';

const FIXTURES = new URL('../../../../test/fixtures/checklists/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8');
const read = (text: string, mediaType: ChecklistMediaType, repair: boolean): ParsedChecklist =>
  parseChecklist(text, mediaType, { repair });
const repaired = (text: string): ParsedChecklist => read(text, 'text/markdown', true);
const items = (parsed: ParsedChecklist): ParsedItem[] =>
  parsed.definition.sections.flatMap((section) => section.items);
const titles = (parsed: ParsedChecklist): string[] => items(parsed).map((item) => item.title);
const codes = (parsed: ParsedChecklist): string[] => parsed.diagnostics.map((diagnostic) => diagnostic.code);

describe('a broken Markdown checklist', () => {
  const text = fixture('broken-list.md');

  it('is read plainly with every defect reported', () => {
    const plain = read(text, 'text/markdown', false);
    expect(titles(plain)).toEqual([
      'Pack the lamps - [ ] Pack the plates- [x] Label the boxes',
      'Order the van```',
    ]);
    expect(plain.diagnostics.map(({ code, from_line, to_line }) => [code, from_line, to_line])).toEqual([
      ['glued_items', 3, 3],
      ['stray_fence', 4, 4],
      ['split_item', 5, 6],
      ['malformed_box', 7, 7],
      ['empty_box', 8, 8],
      ['table_of_items', 10, 13],
      ['sign_off_line', 15, 15],
      ['placeholder', 17, 17],
    ]);
  });

  it('comes out whole when the repairs are accepted, with the same diagnostics', () => {
    const whole = repaired(text);
    expect(titles(whole)).toEqual([
      'Pack the lamps',
      'Pack the plates',
      'Label the boxes',
      'Order the van',
      'Return the keys',
      'Read the meters',
      'Cancel the power',
      'Cancel the water',
    ]);
    expect(items(whole).map((item) => item.claimed ?? false)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(items(whole)[6]?.description).toBe('Who: Ada');
    expect(whole.definition.sign_offs).toEqual([
      { role: 'landlord', title: 'Landlord', source: { from_line: 15, to_line: 15 } },
    ]);
    expect(codes(whole)).toEqual(codes(read(text, 'text/markdown', false)));
  });

  it('proposes the text that would stand there', () => {
    const glued = repaired(text).diagnostics.find((diagnostic) => diagnostic.code === 'glued_items');
    expect(glued?.repair).toBe('- [ ] Pack the lamps\n- [ ] Pack the plates\n- [x] Label the boxes');
  });

  it('keeps a box that is shown in code or written as a link', () => {
    const text = '- [ ] Write `- [ ] like this` and \\- \\[ \\] not this\n- [x](https://a.example) link';
    expect(titles(repaired(text))).toEqual(['Write - [ ] like this and - [ ] not this']);
    expect(codes(repaired(text))).toEqual([]);
  });
});

describe('a fence or comment that is never closed', () => {
  const fenced = '- [ ] a\n\n```yaml\nkey: value\n\n## Next\n\n- [ ] b\n- [ ] c\n';

  it('hides what is below it, and says so', () => {
    expect(titles(read(fenced, 'text/markdown', false))).toEqual(['a']);
    expect(read(fenced, 'text/markdown', false).diagnostics).toMatchObject([
      { code: 'unclosed_fence', from_line: 3, to_line: 9 },
    ]);
    expect(titles(repaired(fenced))).toEqual(['a', 'b', 'c']);
  });

  it('is found also where a later fence closes it by accident', () => {
    const text = '```sh\nls\n\n- [ ] a\n\n```sh\nls\n```\n\n- [ ] b\n';
    expect(titles(repaired(text))).toEqual(['a', 'b']);
  });

  it('is an example when it is closed', () => {
    const text = '```\n- [ ] example\n```\n- [ ] a\n<!-- - [ ] b\n-->\n';
    expect(titles(repaired(text))).toEqual(['a']);
    expect(codes(repaired(text))).toEqual([]);
  });

  it('an unclosed comment gives its items back as well', () => {
    const text = '- [ ] a\n\n<!-- later\n\n- [ ] b\n';
    expect(titles(read(text, 'text/markdown', false))).toEqual(['a']);
    expect(codes(read(text, 'text/markdown', false))).toEqual(['unclosed_comment']);
    expect(titles(repaired(text))).toEqual(['a', 'b']);
  });
});

describe('tables', () => {
  const table = (header: string, ...rows: string[]): string =>
    [`| ${header} |`, `|${' - |'.repeat(header.split('|').length)}`, ...rows.map((row) => `| ${row} |`)].join(
      '\n',
    );

  it('are items when a column is named as checks, and their marks are described', () => {
    const parsed = repaired(
      table('Check name | Short description | A | B', '[One](u) | First | ✓ | ✓', '**Two** | | | ✓'),
    );
    expect(titles(parsed)).toEqual(['One', 'Two']);
    expect(items(parsed).map((item) => item.description)).toEqual(['First\nMarked: A, B', 'Marked: B']);
    expect(items(parsed)[0]?.links).toEqual([{ title: 'One', url: 'u' }]);
    expect(items(parsed).map((item) => item.source.from_line)).toEqual([3, 4]);
  });

  it('are no items when they tell something else', () => {
    expect(codes(repaired(table('Name | Port', 'api | 8080')))).toEqual([]);
    expect(codes(repaired(table('Item | Price', 'Tea | 3')))).toEqual([]);
    expect(codes(repaired(table('Level | Meaning', 'A | good')))).toEqual([]);
  });

  it('are sign-offs when roles are to sign in them', () => {
    const parsed = repaired(
      table('Role | Name | Signature | Date', 'Security Lead | | | ', 'QA | Ada | ____ | '),
    );
    expect(parsed.definition.sign_offs.map((signOff) => signOff.role)).toEqual(['security-lead', 'qa']);
    expect(parsed.counts.items).toBe(0);
  });
});

describe('plain text', () => {
  it('is read line by line, with every defect reported', () => {
    const plain = read(fixture('scraped.txt'), 'text/plain', false);
    expect(titles(plain)).toEqual([
      'Shelves filled and dusted',
      'Till started (',
      'Lights on',
      'Flowers watered',
    ]);
    expect(plain.diagnostics.map(({ code, from_line, to_line }) => [code, from_line, to_line])).toEqual([
      ['broken_item', 3, 4],
      ['glued_items', 3, 4],
      ['split_item', 6, 7],
      ['glued_items', 6, 7],
      ['sign_off_line', 9, 9],
    ]);
  });

  it('comes out whole when the repairs are accepted', () => {
    const whole = read(fixture('scraped.txt'), 'text/plain', true);
    expect(items(whole).map((item) => [item.title, item.source.from_line, item.source.to_line])).toEqual([
      ['Shelves filled and dusted', 2, 2],
      ['Till started (press the green button)', 3, 4],
      ['Float counted twice', 4, 4],
      ['Lights on', 5, 5],
      ['door.signturned around', 6, 7],
      ['Music at a low level', 7, 7],
      ['Flowers watered', 8, 8],
    ]);
    expect(whole.definition.sign_offs.map((signOff) => signOff.role)).toEqual(['floor-manager']);
    expect(whole.definition.sections.map((section) => section.title)).toEqual(['']);
  });

  it('has no items when lists are not the body of the text', () => {
    for (const repair of [false, true]) {
      const prose = read(fixture('prose.txt'), 'text/plain', repair);
      expect(prose.counts.items).toBe(0);
      expect(prose.diagnostics).toMatchObject([{ code: 'prose_with_bullets', from_line: 4, to_line: 5 }]);
    }
  });

  it('knows bullets, numbers and boxes, nesting, wrapped lines and headings', () => {
    const text =
      'Kitchen:\n• Wash up\n  with hot water\n  - [x] plates\n  - [ ] cups\n\nGarden:\n1. Mow\n2. Rake\n☑ Done already\n';
    const parsed = read(text, 'text/plain', false);
    expect(
      parsed.definition.sections.map((section) => [section.title, section.items.map((item) => item.title)]),
    ).toEqual([
      ['Kitchen', ['Wash up with hot water']],
      ['Garden', ['Mow', 'Rake', 'Done already']],
    ]);
    expect(items(parsed)[0]?.items.map((item) => [item.title, item.claimed ?? false])).toEqual([
      ['plates', true],
      ['cups', false],
    ]);
  });

  it('leaves dashes alone that belong to a sentence', () => {
    const text =
      '- Redis - cache only\n- Follow- up on alerts\n- Ports open (SSH - HTTP Server)\n- Use `a - B c` here\n- Backups\n';
    expect(titles(read(text, 'text/plain', true))).toHaveLength(5);
    const style = Array.from({ length: 9 }, (_, i) => `- Part ${i} one - Text of it\n`).join('');
    expect(titles(read(style, 'text/plain', true))).toHaveLength(9);
  });
});
