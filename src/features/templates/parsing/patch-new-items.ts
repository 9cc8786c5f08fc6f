import type { ItemDefinition, SectionDefinition } from '../template.events.js';
import { rulesOf } from '../item-rules.rules.js';
import type { Anchor, AnchoredSource } from './anchor-items.js';
import { patchTitle, prefixOf } from './patch-line.js';
import type { PatchedLines } from './patched-lines.js';
import type { DraftItem } from './reading.js';
import { detailLines, escapeMarkdown, headingLines } from './write-markdown.js';
import { writeMarker } from './marker.js';

/** What writing an item into a source needs to know about it. */
export interface PatchStyle {
  markdown: boolean;
  isTicked: (item: ItemDefinition) => boolean;
  source: AnchoredSource;
  lines: PatchedLines;
}

/** The first line of an item that is written anew behind a sibling's indentation and bullet. */
export function startOfItem(prefix: string, item: ItemDefinition, style: PatchStyle): string {
  const boxed = prefix.replace(/\[[ xX]?\]/u, style.isTicked(item) ? '[x]' : '[ ]');
  return boxed + (style.markdown ? escapeMarkdown(item.title) : item.title);
}

/**
 * The lines of an item that comes new to its place, with its children: its own source lines, where
 * it was moved, else written anew in the manner of its sibling or one step in from its parent.
 */
export function newItemLines(
  item: ItemDefinition,
  sibling: DraftItem | null,
  parent: Anchor | null,
  style: PatchStyle,
): string[] {
  if (sibling?.form === 'row') return [rowOf(item, style.lines.line(sibling.from_line))];
  const above = parent === null ? '' : prefixOf(style.lines.line(parent.draft.from_line), parent.draft.form);
  const prefix =
    sibling === null ? stepIn(above, style) : prefixOf(style.lines.line(sibling.from_line), sibling.form);
  return linesBehind(prefix, item, style);
}

/** A section that comes new: a blank line, its heading and its items, for the end of the text. */
export function newSectionLines(
  section: SectionDefinition,
  open: readonly string[],
  style: PatchStyle,
): string[] {
  const headings = style.markdown
    ? headingLines([...section.path, section.title], open)
    : [`${section.title}:`];
  const items = section.items.flatMap((item) => linesBehind(stepIn('', style), item, style));
  return [...headings.flatMap((heading) => ['', heading]), '', ...items];
}

function linesBehind(prefix: string, item: ItemDefinition, style: PatchStyle): string[] {
  const indent = /^[\s>]*/u.exec(prefix)?.[0] ?? '';
  const own = movedLines(item, indent, style);
  const marker = style.markdown ? newMarker(item) : '';
  const first = startOfItem(prefix, item, style) + (marker === '' ? '' : ` ${marker}`);
  const fresh = style.markdown ? [first, ...detailLines(item, `${indent}  `)] : [first];
  const children = item.items.flatMap((child) => linesBehind(stepIn(prefix, style), child, style));
  return [...(own ?? fresh), ...children];
}

/** An item's own lines where it stood before, with another indentation; null when it stood nowhere alone. */
function movedLines(item: ItemDefinition, indent: string, style: PatchStyle): string[] | null {
  const anchor = style.source.byId.get(item.id);
  if (anchor === undefined || anchor.draft.form === 'row' || anchor.draft.own !== undefined) return null;
  const { from_line, to_line, title_to_line } = anchor.draft;
  const title = patchTitle(
    style.lines.lines(from_line, title_to_line),
    item,
    anchor,
    style.isTicked(item),
    style.markdown,
  );
  if (title === null) return null;
  const before = (/^[\s>]*/u.exec(title[0] ?? '')?.[0] ?? '').length;
  return [...title, ...style.lines.lines(title_to_line + 1, to_line)].map((line) => {
    const cut = Math.min(before, (/^[\s>]*/u.exec(line)?.[0] ?? '').length);
    return line.trim() === '' ? line : indent + line.slice(cut);
  });
}

function stepIn(prefix: string, style: PatchStyle): string {
  const bullet = style.markdown ? '- [ ] ' : '- ';
  if (prefix === '') return bullet;
  const indent = /^[\s>]*/u.exec(prefix)?.[0] ?? '';
  const marker = /^(?:\d{1,9}[.)]|[^\s[])/u.exec(prefix.slice(indent.length))?.[0] ?? '-';
  return indent + ' '.repeat(marker.length + 1) + bullet;
}

/** Level, phase and settlement that differ from what an item without a marker gets. */
function newMarker(item: ItemDefinition): string {
  return writeMarker({
    ...(item.level === 'required' ? {} : { level: item.level }),
    ...(item.phase === 'before' ? {} : { phase: item.phase }),
    ...(item.settled_by === undefined ? {} : { settled_by: item.settled_by }),
    ...rulesOf(item),
  });
}

function rowOf(item: ItemDefinition, sibling: string): string {
  const cells = sibling.replace(/\\\|/gu, '').split('|').length - 1;
  return `| ${escapeMarkdown(item.title)} |${' |'.repeat(Math.max(0, cells - 2))}`;
}
