import type { Level, Link } from '../template.events.js';
import { letterPairs } from './similarity.js';
import type { LetterPairs } from './similarity.js';

/** What parsed items and a template's items have in common. */
export interface AnyItem {
  key?: string;
  title: string;
  description?: string;
  links?: Link[];
  level: Level;
  source?: { from_line: number; to_line: number; sha256: string };
}

interface AnySection<Item> {
  key?: string;
  title: string;
  path: string[];
  items: Item[];
}

/** An item with its place in the tree. Indexes count from 0 in document order; -1 is none. */
export interface TreeNode<Item extends AnyItem> {
  item: Item;
  index: number;
  section: number;
  parent: number;
  children: number[];
  /** Titles of the items above, joined: tells same-titled items below different parents apart. */
  above: string;
  pairs: LetterPairs;
}

export interface Tree<Item extends AnyItem> {
  nodes: TreeNode<Item>[];
  sections: { key?: string; title: string; path: string[]; roots: number[] }[];
}

/** Lays a definition's items out in document order. */
export function treeOf<Item extends AnyItem & { items: Item[] }>(
  sections: readonly AnySection<Item>[],
): Tree<Item> {
  const tree: Tree<Item> = { nodes: [], sections: [] };
  const add = (item: Item, section: number, parent: TreeNode<Item> | null): number => {
    const node: TreeNode<Item> = {
      item,
      index: tree.nodes.length,
      section,
      parent: parent?.index ?? -1,
      children: [],
      above: parent === null ? '' : `${parent.above}\n${parent.item.title}`,
      pairs: letterPairs(item.title),
    };
    tree.nodes.push(node);
    node.children = item.items.map((child) => add(child, section, node));
    return node.index;
  };
  for (const [i, section] of sections.entries()) {
    const { title, path } = section;
    const roots = {
      title,
      path,
      roots: [] as number[],
      ...(section.key === undefined ? {} : { key: section.key }),
    };
    tree.sections.push(roots);
    roots.roots = section.items.map((item) => add(item, i, null));
  }
  return tree;
}
