import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitionHash } from '../../src/features/templates/content-hash.rules.js';
import { decodeText } from '../../src/features/templates/parsing/decode-text.js';
import { exportChecklist } from '../../src/features/templates/parsing/export-checklist.js';
import { parseChecklist } from '../../src/features/templates/parsing/parse-checklist.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import { depthOf, expected, flat, identify, mediaTypeOf, present, read, SAMPLES, textOf } from './samples.js';

describe.skipIf(!present)('every sample (skipped where ../shared/checklists is absent)', () => {
  it('is named in expected.json', () => {
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each(expected)(
    '$file has the boxes and items that a person counts',
    ({ file, boxes, items, depth, signOffs }) => {
      const plain = read(file, false);
      const repaired = read(file, true);
      if (mediaTypeOf(file) === 'text/markdown') expect(plain.counts.items).toBe(boxes);
      expect(repaired.counts.items).toBe(items);
      expect(repaired.counts.sign_offs).toBe(signOffs ?? 0);
      expect(plain.counts.sign_offs).toBe(0);
      expect(flat(repaired)).toHaveLength(items);
      expect(flat(plain).filter(({ item }) => item.claimed)).toEqual([]);
      if (depth !== undefined && boxes > 0) {
        expect(Math.max(...repaired.definition.sections.map((section) => depthOf(section.items)))).toBe(
          depth,
        );
      }
    },
  );

  it.each(expected)('$file has items whose lines hold their first word, in order', ({ file }) => {
    const lines = textOf(file).split(/\r\n|\r|\n/);
    let last = 0;
    for (const { item } of flat(read(file, true))) {
      const { from_line, to_line } = item.source;
      expect(from_line).toBeGreaterThanOrEqual(last);
      expect(to_line).toBeGreaterThanOrEqual(from_line);
      const words = lines
        .slice(from_line - 1, to_line)
        .join('\n')
        .replace(/[`*[\]]/gu, '');
      expect(words).toContain(item.title.split(' ')[0]?.replace(/[[\]]/gu, ''));
      last = from_line;
    }
  });

  it.each(expected)('$file comes back byte for byte, read plainly or repaired', ({ file }) => {
    const bytes = readFileSync(new URL(file, SAMPLES));
    for (const repair of [false, true]) {
      const { definition } = identify(read(file, repair));
      const out = exportChecklist(definition, { text: decodeText(bytes), mediaType: mediaTypeOf(file) });
      expect(Buffer.from(out, 'utf8').equals(bytes)).toBe(true);
    }
  });

  it.each(expected)('$file changes in one line when one title does', ({ file, items }) => {
    const text = textOf(file);
    const { definition } = identify(read(file, true));
    const lines = text.split('\n');
    const all = (list: TemplateDefinition['sections'][number]['items']): typeof list =>
      list.flatMap((item) => [item, ...all(item.items)]);
    let changed = 0;
    for (const item of definition.sections.flatMap((section) => all(section.items))) {
      // An item of several lines, or one of several on a line, changes all of those.
      if (
        item.source?.from_line !== item.source?.to_line ||
        !lines[(item.source?.from_line ?? 1) - 1]?.match(/^\W*(?:\[ \]|-|\|)/u)
      )
        continue;
      const before = item.title;
      item.title = 'Quite another title';
      const out = exportChecklist(definition, { text, mediaType: mediaTypeOf(file) }).split('\n');
      item.title = before;
      expect(out).toHaveLength(lines.length);
      const different = out.flatMap((line, i) => (line === lines[i] ? [] : [i + 1]));
      expect(different).toEqual([item.source?.from_line]);
      expect(out[(different[0] ?? 1) - 1]).toContain('Quite another title');
      changed++;
      if (changed === 12) break;
    }
    expect(changed).toBeGreaterThan(items === 0 ? -1 : 3);
  });

  it.each(expected)('$file can be written anew and read back as the same definition', ({ file }) => {
    const { definition } = identify(read(file, true));
    const again = parseChecklist(exportChecklist(definition, null), 'text/markdown', { repair: false });
    expect(definitionHash(identify(again).definition)).toBe(definitionHash(definition));
  });

  it.each(expected)('$file imported again keeps every id and key', ({ file, items }) => {
    const { definition } = identify(read(file, true));
    const again = identify(read(file, true), definition);
    expect(again.definition).toEqual(definition);
    expect(again.matches.kept).toHaveLength(items);
  });
});
