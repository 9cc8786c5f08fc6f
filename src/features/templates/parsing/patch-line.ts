import type { ItemDefinition } from '../template.events.js';
import { rulesOf, sameRules } from '../item-rules.rules.js';
import type { Anchor } from './anchor-items.js';
import { readMarker, writeMarker } from './marker.js';
import type { Marker } from './marker.js';
import { escapeMarkdown } from './write-markdown.js';

const BOX_PREFIX = /^[\s>]*(?:[-*+]|\d{1,9}[.)])?\s*\[[ xX]?\]\s*/u;
const LINE_PREFIX = /^\s*(?:[-*+•◦▪‣⁃·–]|\d{1,4}[.)])?\s*(?:\[[ xX]?\]|[☐☑☒□✓✔✅])?\s*/u;
const MARKER = /\s*<!--\s*clearance:.{0,1000}?-->/u;

/** What stands before an item's text on its line: indentation, bullet, box. */
export function prefixOf(line: string, form: Anchor['draft']['form']): string {
  if (form === 'row') return '';
  return (form === 'box' ? BOX_PREFIX : LINE_PREFIX).exec(line)?.[0] ?? '';
}

/** Whether a definition's item says something else than the source about level, phase, settlement or key. */
function needsMarker(item: ItemDefinition, anchor: Anchor): boolean {
  const { parsed } = anchor;
  return (
    anchor.draft.form === 'box' &&
    (item.level !== parsed.level ||
      item.phase !== parsed.phase ||
      item.settled_by !== parsed.settled_by ||
      !sameRules(item, parsed) ||
      (parsed.key !== undefined && parsed.key !== item.key))
  );
}

/**
 * The line or lines of an item's title with the item's present title, marker and tick; lines that
 * need no change are given back as they are. Null when a changed title cannot be put into a table row.
 */
export function patchTitle(
  lines: readonly string[],
  item: ItemDefinition,
  anchor: Anchor,
  ticked: boolean | undefined,
  markdown: boolean,
): string[] | null {
  const { draft, parsed } = anchor;
  let out = [...lines];
  if (item.title !== parsed.title) {
    const retitled = retitle(out, item.title, anchor, markdown);
    if (retitled === null) return null;
    out = [retitled];
  }
  if (needsMarker(item, anchor)) out.push(remark(out.pop() ?? '', item, anchor));
  if (ticked !== undefined && ticked !== draft.claimed && draft.form !== 'row') {
    out[0] = tick(out[0] ?? '', draft.form, ticked);
  }
  return out;
}

function retitle(lines: readonly string[], title: string, anchor: Anchor, markdown: boolean): string | null {
  const { draft } = anchor;
  const first = lines[0] ?? '';
  const words = markdown ? escapeMarkdown(title) : title;
  const prefix = prefixOf(first, draft.form);
  const rest = first.slice(prefix.length);
  // Where the title stands word for word, what is around it (a badge, bold type, a link) can stay.
  if (lines.length === 1 && rest.includes(draft.title))
    return prefix + rest.replace(draft.title, () => words);
  if (draft.form === 'row') return null;
  return prefix + words + (MARKER.exec(lines.join('\n'))?.[0] ?? '');
}

function remark(line: string, item: ItemDefinition, { parsed }: Anchor): string {
  const found = MARKER.exec(line);
  const inside = found?.[0].trim().slice('<!--'.length, -'-->'.length) ?? '';
  const marker: Marker = { ...readMarker(inside, 'item')?.marker };
  if (marker.key !== undefined) marker.key = item.key;
  if (item.level !== parsed.level) marker.level = item.level;
  if (item.phase !== parsed.phase) marker.phase = item.phase;
  delete marker.settled_by;
  if (item.settled_by !== undefined) marker.settled_by = item.settled_by;
  const comment = writeMarker(sameRules(item, parsed) ? marker : withRules(marker, item));
  const bare = line.replace(MARKER, '').trimEnd();
  return comment === '' ? bare : `${bare} ${comment}`;
}

function withRules({ key, level, phase, settled_by }: Marker, item: ItemDefinition): Marker {
  return {
    ...(key !== undefined && { key }),
    ...(level && { level }),
    ...(phase && { phase }),
    ...(settled_by && { settled_by }),
    ...rulesOf(item),
  };
}

function tick(line: string, form: 'box' | 'line', ticked: boolean): string {
  const prefix = prefixOf(line, form);
  return prefix.replace(/\[[ xX]?\]/u, ticked ? '[x]' : '[ ]') + line.slice(prefix.length);
}
