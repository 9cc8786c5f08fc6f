import type { ItemDefinition, TemplateDefinition } from '../template.events.js';
import { patchSource } from './patch-source.js';
import type { ExportSource } from './patch-source.js';

export type { ExportSource } from './patch-source.js';
import { writeMarkdown } from './write-markdown.js';

export interface ExportOptions {
  /** Ids of the items whose boxes are to be ticked; without it boxes stay as they were imported. */
  ticked?: ReadonlySet<string>;
}

/**
 * Writes a template version as text. With its source: that very text, where nothing changed byte for
 * byte, and otherwise changed only where the definition says something else. Without a source, or
 * where a change has no place in it (sections in another order, none of its items left): Markdown
 * that reads back as the same definition.
 *
 * What a source cannot take is left out there: changed descriptions and links of items that stand
 * in it, levels and phases of plain text lines and table rows, and a title that does not stand in it or that its line
 * could not be read as.
 */
export function exportChecklist(
  definition: TemplateDefinition,
  source: ExportSource | null,
  options: ExportOptions = {},
): string {
  const patched = source === null ? null : patchSource(definition, source, options.ticked);
  if (patched !== null) return patched;
  const { ticked } = options;
  return ticked === undefined
    ? writeMarkdown(definition)
    : writeMarkdown(definition, (item: ItemDefinition) => ticked.has(item.id));
}
