import type { ItemDefinition, SectionDefinition, TemplateDefinition } from '../template.events.js';
import { ChecklistBadMap } from './checklist-errors.js';
import { wordingHash } from '../content-hash.rules.js';
import { treeOf } from './item-tree.js';
import type { Tree } from './item-tree.js';
import { assignKeys } from './assign-keys.js';
import { matchItems } from './match-items.js';
import type { Matched } from './match-items.js';
import type { ParsedDefinition, ParsedItem } from './parsed-checklist.js';
import { longestIncreasing } from './similarity.js';

export interface ItemMatch {
  id: string;
  key: string;
  title: string;
}

export interface ItemChange {
  id: string;
  key: string;
  from: string;
  to: string;
}

/** How the items of a new version stand to those of the previous one, each list in document order. */
export interface ItemMatches {
  /** The same wording in the same place. */
  kept: ItemMatch[];
  /** Title, description, links or level changed; `from` and `to` are the titles. */
  reworded: ItemChange[];
  /** Another section, parent or order; `from` and `to` are the titles above. May be reworded as well. */
  moved: ItemChange[];
  added: ItemMatch[];
  removed: ItemMatch[];
}

export interface IdentifyOptions {
  /** Makes the opaque id of an item that is new. */
  newId: () => string;
  /**
   * Corrections: from an item of the new text (`line:N`, or the key it gets without the correction)
   * to the key or id of the previous version's item that it is.
   */
  map?: Readonly<Record<string, string>>;
}

export interface Identified {
  definition: TemplateDefinition;
  matches: ItemMatches;
}

/**
 * Gives a parsed checklist's items their ids and keys. The first version gets new ids, and keys from
 * markers or from section and title. A later one is matched against the previous version
 * (match-items.ts), whose ids and keys stay with their items. An explicit key always wins.
 *
 * @throws ChecklistBadMap when `map` names what is not there, or gives one item twice
 */
export function identifyItems(
  parsed: ParsedDefinition,
  previous: TemplateDefinition | null,
  options: IdentifyOptions,
): Identified {
  const news = treeOf(parsed.sections);
  const olds = treeOf(previous?.sections ?? []);
  let matched = matchItems(news, olds, new Map());
  const corrections = Object.entries(options.map ?? {});
  if (corrections.length > 0) {
    const { items } = assignKeys(news, olds, matched);
    matched = matchItems(news, olds, forcedPairs(corrections, news, olds, items));
  }
  const keys = assignKeys(news, olds, matched);
  const ids = news.nodes.map(
    (node) => olds.nodes[matched.pairing.old(node.index)]?.item.id ?? options.newId(),
  );
  const definition = define(parsed, news, ids, keys);
  return { definition, matches: compare(treeOf(definition.sections), olds, matched) };
}

function forcedPairs(
  corrections: readonly [string, string][],
  news: Tree<ParsedItem>,
  olds: Tree<ItemDefinition>,
  keys: readonly string[],
): Map<number, number> {
  const forced = new Map<number, number>();
  const used = new Set<number>();
  for (const [from, to] of corrections) {
    const line = /^line:(\d{1,9})$/u.exec(from);
    const index = line === null ? keys.indexOf(from) : indexAtLine(news, Number(line[1]));
    if (index < 0) throw new ChecklistBadMap(`map: the new text has no item "${from}".`);
    const old = olds.nodes.findIndex((node) => node.item.key === to || node.item.id === to);
    if (old < 0) throw new ChecklistBadMap(`map: the previous version has no item "${to}".`);
    if (forced.has(index))
      throw new ChecklistBadMap(`map: "${from}" names an item that another entry names.`);
    if (used.has(old)) throw new ChecklistBadMap(`map: "${to}" is given to two items.`);
    forced.set(index, old);
    used.add(old);
  }
  return forced;
}

function indexAtLine(news: Tree<ParsedItem>, line: number): number {
  const starts = news.nodes.findIndex((node) => node.item.source.from_line === line);
  if (starts >= 0) return starts;
  return news.nodes.findIndex(({ item }) => item.source.from_line <= line && line <= item.source.to_line);
}

function define(
  parsed: ParsedDefinition,
  news: Tree<ParsedItem>,
  ids: readonly string[],
  keys: { sections: string[]; items: string[] },
): TemplateDefinition {
  const item = (index: number): ItemDefinition => {
    const node = news.nodes[index] as Tree<ParsedItem>['nodes'][number];
    const { key: _explicit, items: _items, ...rest } = node.item;
    const id = ids[index] as string;
    return {
      id,
      key: keys.items[index] as string,
      ...rest,
      items: node.children.map((child) => item(child)),
    };
  };
  const sections = parsed.sections.map(({ key: _explicit, items: _items, ...rest }, i): SectionDefinition => {
    const roots = news.sections[i]?.roots ?? [];
    return { key: keys.sections[i] as string, ...rest, items: roots.map((root) => item(root)) };
  });
  return {
    title: parsed.title,
    ...(parsed.description === undefined ? {} : { description: parsed.description }),
    ...(parsed.conditions?.length ? { conditions: parsed.conditions } : {}),
    sections,
    sign_offs: parsed.sign_offs,
  };
}

function compare(
  news: Tree<ItemDefinition>,
  olds: Tree<ItemDefinition>,
  { pairing, sections }: Matched,
): ItemMatches {
  const matches: ItemMatches = { kept: [], reworded: [], moved: [], added: [], removed: [] };
  const reordered = new Set<number>();
  for (const list of [
    ...news.sections.map((section) => section.roots),
    ...news.nodes.map((node) => node.children),
  ]) {
    const paired = list.filter((index) => pairing.old(index) >= 0);
    const inOrder = longestIncreasing(paired.map((index) => pairing.old(index)));
    paired.forEach((index, i) => {
      if (!inOrder.has(i)) reordered.add(index);
    });
  }
  for (const node of news.nodes) {
    const { id, key, title } = node.item;
    const old = olds.nodes[pairing.old(node.index)];
    if (old === undefined) {
      matches.added.push({ id, key, title });
      continue;
    }
    const sameParent = node.parent < 0 ? old.parent < 0 : pairing.old(node.parent) === old.parent;
    const moved = !sameParent || sections[node.section] !== old.section || reordered.has(node.index);
    const reworded = wordingHash(node.item) !== wordingHash(old.item);
    if (reworded) matches.reworded.push({ id, key, from: old.item.title, to: title });
    if (moved) matches.moved.push({ id, key, from: placeOf(olds, old.index), to: placeOf(news, node.index) });
    if (!reworded && !moved) matches.kept.push({ id, key, title });
  }
  for (const { item, index } of olds.nodes) {
    if (pairing.new(index) < 0) matches.removed.push({ id: item.id, key: item.key, title: item.title });
  }
  return matches;
}

/** The titles above an item, outermost first. */
function placeOf(tree: Tree<ItemDefinition>, index: number): string {
  const node = tree.nodes[index];
  const section = tree.sections[node?.section ?? -1];
  const above = (node?.above ?? '').split('\n');
  return [...(section?.path ?? []), section?.title ?? '', ...above]
    .filter((title) => title !== '')
    .join(' › ');
}
