import type { ItemDefinition } from '../template.events.js';
import type { Tree } from './item-tree.js';
import type { Matched } from './match-items.js';
import type { ParsedItem } from './parsed-checklist.js';
import { KEY_LENGTH, KeyPool, shorten, slug } from './slug.js';

/** How much of an item's key its section may take. */
const SECTION_LENGTH = 24;

/** Keys of sections and items, in document order. */
export interface Keys {
  sections: string[];
  items: string[];
}

/**
 * Keys in document order: explicit ones, then those of the previous version's items, then new ones
 * from the section's and the item's title (`ha-setup.test-the-restore`). A key that the previous
 * version used for an item which is gone is not given to another.
 */
export function assignKeys(
  news: Tree<ParsedItem>,
  olds: Tree<ItemDefinition>,
  { pairing, sections }: Matched,
): Keys {
  const sectionKeys = keysFor(
    news.sections.map((section, i) => ({
      explicit: section.key,
      carried: olds.sections[sections[i] ?? -1]?.key,
      made: slug(section.title),
      fallback: section.title === '' ? 'items' : 'section',
    })),
    olds.sections.flatMap((section) => section.key ?? []),
  );
  const itemKeys = keysFor(
    news.nodes.map((node) => {
      const section = news.sections[node.section];
      const before = shorten(section?.key ?? slug(section?.title ?? ''), SECTION_LENGTH);
      const word = slug(node.item.title) || 'item';
      const made = before === '' ? word : `${before}.${shorten(word, KEY_LENGTH - before.length - 1)}`;
      return {
        explicit: node.item.key,
        carried: olds.nodes[pairing.old(node.index)]?.item.key,
        made,
        fallback: 'item',
      };
    }),
    olds.nodes.map((node) => node.item.key),
  );
  return { sections: sectionKeys, items: itemKeys };
}

interface Wish {
  explicit: string | undefined;
  carried: string | undefined;
  made: string;
  fallback: string;
}

function keysFor(wishes: readonly Wish[], previous: readonly string[]): string[] {
  const used = new Set(wishes.flatMap((wish) => wish.explicit ?? []));
  const pool = new KeyPool([...previous, ...used]);
  const keys = wishes.map((wish) => {
    if (wish.explicit !== undefined) return wish.explicit;
    if (wish.carried === undefined || used.has(wish.carried)) return null;
    used.add(wish.carried);
    return wish.carried;
  });
  return keys.map((key, i) => key ?? pool.give(wishes[i]?.made ?? '', wishes[i]?.fallback ?? 'item'));
}
