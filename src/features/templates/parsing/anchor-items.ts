import type { ItemDefinition, TemplateDefinition } from '../template.events.js';
import { finishReading } from './finish-reading.js';
import type { ChecklistMediaType, ParsedItem } from './parsed-checklist.js';
import { readMarkdown } from './read-markdown.js';
import { readPlainText } from './read-plain-text.js';
import type { DraftItem, DraftSection, Reading } from './reading.js';
import { splitLines } from './source-lines.js';

/** An item as it stands in a source text: where (draft) and what it says there (parsed). */
export interface Anchor {
  draft: DraftItem;
  parsed: ParsedItem;
  parent: Anchor | null;
  section: DraftSection;
  /** Place in document order, from 0. */
  order: number;
}

/** A source text read again, with the definition's items found in it. */
export interface AnchoredSource {
  reading: Reading;
  /** The title that the text has without a name. */
  title: string;
  anchors: Anchor[];
  /** Id of a definition's item to its place in the source. */
  byId: Map<string, Anchor>;
}

/**
 * Finds a definition's items in a source text, by line and source hash. The text is read plainly
 * and with repairs; the reading that says more of what the definition says is the one it came from.
 */
export function anchorItems(
  definition: TemplateDefinition,
  text: string,
  mediaType: ChecklistMediaType,
): AnchoredSource {
  const plain = anchorIn(definition, text, mediaType, false);
  const repaired = anchorIn(definition, text, mediaType, true);
  return repaired.score > plain.score ? repaired : plain;
}

function anchorIn(
  definition: TemplateDefinition,
  text: string,
  mediaType: ChecklistMediaType,
  repair: boolean,
): AnchoredSource & { score: number } {
  const lines = splitLines(text);
  const reading = (mediaType === 'text/markdown' ? readMarkdown : readPlainText)(lines, { repair });
  const parsed = finishReading(reading, lines).definition;
  const anchors: Anchor[] = [];
  const add = (draft: DraftItem, item: ParsedItem, parent: Anchor | null, section: DraftSection): void => {
    const anchor = { draft, parsed: item, parent, section, order: anchors.length };
    anchors.push(anchor);
    draft.items.forEach((child, i) => add(child, item.items[i] as ParsedItem, anchor, section));
  };
  reading.sections.forEach((section, i) => {
    section.items.forEach((draft, j) =>
      add(draft, parsed.sections[i]?.items[j] as ParsedItem, null, section),
    );
  });

  const free = new Map<string, Anchor[]>();
  for (const anchor of anchors) {
    const place = placeOf(anchor.parsed);
    free.set(place, [...(free.get(place) ?? []), anchor]);
  }
  const byId = new Map<string, Anchor>();
  // Items that are in one reading only, or say what the definition does not, speak against it.
  let score = -anchors.length;
  const visit = (item: ItemDefinition): void => {
    const anchor = free.get(placeOf(item))?.shift();
    if (anchor !== undefined) {
      byId.set(item.id, anchor);
      score += anchor.parsed.title === item.title ? 6 : 4;
    }
    for (const child of item.items) visit(child);
  };
  for (const section of definition.sections) for (const item of section.items) visit(item);
  const roles = new Set(definition.sign_offs.map((signOff) => signOff.role));
  for (const { role } of reading.signOffs) score += roles.has(role) ? 1 : -1;
  return { reading, title: parsed.title, anchors, byId, score };
}

function placeOf(item: Pick<ItemDefinition, 'source'>): string {
  return item.source === undefined ? '' : `${item.source.from_line}:${item.source.sha256}`;
}
