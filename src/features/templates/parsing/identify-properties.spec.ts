import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyTitles, definitions, titleLists } from '../../../../test/checklists/arbitraries.js';
import type { ItemDefinition, TemplateDefinition } from '../template.events.js';
import { identifyItems } from './identify-items.js';
import type { Identified } from './identify-items.js';
import { parseChecklist } from './parse-checklist.js';
import { isKey } from './slug.js';

let made = 0;
const newId = (): string => `itm_${++made}`;
const identify = (
  text: string,
  previous: TemplateDefinition | null = null,
  map: Record<string, string> = {},
): Identified =>
  identifyItems(parseChecklist(text, 'text/markdown', { repair: false }).definition, previous, {
    newId,
    map,
  });

function all(definition: TemplateDefinition): ItemDefinition[] {
  const below = (items: readonly ItemDefinition[]): ItemDefinition[] =>
    items.flatMap((item) => [item, ...below(item.items)]);
  return definition.sections.flatMap((section) => below(section.items));
}
const idOf = (definition: TemplateDefinition, title: string): string | undefined =>
  all(definition).find((item) => item.title === title)?.id;
const keys = (definition: TemplateDefinition): string[] => all(definition).map((item) => item.key);
const list = (titles: readonly string[]): string => titles.map((title) => `- [ ] ${title}\n`).join('');

describe('whatever happens to a list', () => {
  it('the same text again changes nothing', () => {
    fc.assert(
      fc.property(titleLists(1, 20), (titles) => {
        const { definition } = identify(list([...titles, ...titles]));
        const again = identify(list([...titles, ...titles]), definition);
        expect(again.definition).toEqual(definition);
        expect(again.matches.kept).toHaveLength(titles.length * 2);
      }),
    );
  });

  it('another order keeps every id with its title', () => {
    const shuffled = titleLists(2, 20).chain((titles) =>
      fc.tuple(fc.constant(titles), fc.shuffledSubarray(titles, { minLength: titles.length })),
    );
    fc.assert(
      fc.property(shuffled, ([titles, others]) => {
        const { definition } = identify(list(titles));
        const later = identify(list(others), definition);
        for (const title of titles) expect(idOf(later.definition, title)).toBe(idOf(definition, title));
        expect([later.matches.added, later.matches.removed, later.matches.reworded]).toEqual([[], [], []]);
      }),
    );
  });

  it('rewording any of the items keeps all ids in place', () => {
    const changes = titleLists(1, 20).chain((titles) =>
      fc.tuple(
        fc.constant(titles),
        fc.array(fc.constantFrom('', 'more', 'less'), { minLength: titles.length, maxLength: titles.length }),
      ),
    );
    fc.assert(
      fc.property(changes, ([titles, how]) => {
        const { definition } = identify(list(titles));
        const reworded = titles.map((title, i) => {
          if (how[i] === 'more') return `${title} and write down what was seen`;
          return how[i] === 'less' ? [...title].slice(0, -2).join('') : title;
        });
        const later = identify(list(reworded), definition).definition;
        expect(all(later).map((item) => [item.id, item.key])).toEqual(
          all(definition).map((item) => [item.id, item.key]),
        );
      }),
    );
  });

  it('taking out and putting in others keeps the ids of those that stay', () => {
    const edits = titleLists(6, 24).chain((titles) =>
      fc.tuple(fc.constant(titles), fc.subarray(titles), fc.subarray(titles)),
    );
    fc.assert(
      fc.property(edits, ([titles, first, second]) => {
        const { definition } = identify(list(first));
        const later = identify(list(second), definition).definition;
        for (const title of first)
          if (second.includes(title)) expect(idOf(later, title)).toBe(idOf(definition, title));
        expect(new Set(all(later).map((item) => item.id)).size).toBe(second.length);
        expect(titles).toEqual(expect.arrayContaining(second));
      }),
    );
  });

  it('copies of one title stay different items, in order', () => {
    fc.assert(
      fc.property(
        titleLists(1, 5),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (titles, n, m) => {
          const copies = (count: number): string =>
            list(titles.flatMap((title) => Array<string>(count).fill(title)));
          const { definition } = identify(copies(n));
          expect(new Set(keys(definition)).size).toBe(titles.length * n);
          const later = identify(copies(m), definition).definition;
          for (const title of titles) {
            const ids = (from: TemplateDefinition): string[] =>
              all(from)
                .filter((item) => item.title === title)
                .map((item) => item.id);
            const common = Math.min(n, m);
            expect(ids(definition).filter((id) => ids(later).includes(id))).toHaveLength(common);
            expect(new Set(ids(later)).size).toBe(m);
          }
        },
      ),
    );
  });

  it('ids and keys stay unique and valid between any two versions', () => {
    fc.assert(
      fc.property(definitions(anyTitles), definitions(anyTitles), (one, two) => {
        const { definition, matches } = identifyItems(stripped(one), null, { newId });
        const later = identifyItems(stripped(two), definition, { newId });
        for (const version of [definition, later.definition]) {
          const items = all(version);
          expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
          expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
          for (const item of items) expect(item.key).toSatisfy(isKey);
          const sections = version.sections.map((section) => section.key);
          expect(new Set(sections).size).toBe(sections.length);
          for (const key of sections) expect(key).toSatisfy(isKey);
        }
        expect(matches.added).toHaveLength(all(definition).length);
        const kept = new Set(
          [...later.matches.kept, ...later.matches.moved, ...later.matches.reworded].map(({ id }) => id),
        );
        expect(kept.size + later.matches.added.length).toBe(all(later.definition).length);
        expect(kept.size + later.matches.removed.length).toBe(all(definition).length);
      }),
    );
  });
});

/** The definition as a parse gives it: without ids and keys. */
function stripped(definition: TemplateDefinition): Parameters<typeof identifyItems>[0] {
  type Item = Parameters<typeof identifyItems>[0]['sections'][number]['items'][number];
  const bare = ({ id: _id, key: _key, items, ...rest }: ItemDefinition): Item => ({
    ...rest,
    source: { from_line: 1, to_line: 1, sha256: rest.title },
    items: items.map(bare),
  });
  return {
    ...definition,
    sections: definition.sections.map(({ key: _key, items, ...rest }) => ({
      ...rest,
      items: items.map(bare),
    })),
  };
}
