import { existsSync, readFileSync } from 'node:fs';
import { decodeText } from '../../src/features/templates/parsing/decode-text.js';
import { identifyItems } from '../../src/features/templates/parsing/identify-items.js';
import type { Identified } from '../../src/features/templates/parsing/identify-items.js';
import { parseChecklist } from '../../src/features/templates/parsing/parse-checklist.js';
import type {
  ChecklistMediaType,
  ParsedChecklist,
  ParsedItem,
} from '../../src/features/templates/parsing/parsed-checklist.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';

/** Checklists that others wrote; they lie beside the project, not in it. */
export const SAMPLES = new URL('../../../shared/checklists/', import.meta.url);
/** False where the samples are absent: their tests are skipped then. */
export const present = existsSync(new URL('expected.json', SAMPLES));

export interface Expected {
  file: string;
  boxes: number;
  items: number;
  depth?: number;
  signOffs?: number;
  topLevel?: number;
  nested?: number;
}
export const expected: Expected[] = present
  ? (JSON.parse(readFileSync(new URL('expected.json', SAMPLES), 'utf8')) as { files: Expected[] }).files
  : [];

export const textOf = (file: string): string => decodeText(readFileSync(new URL(file, SAMPLES)));
export const mediaTypeOf = (file: string): ChecklistMediaType =>
  file.endsWith('.md') ? 'text/markdown' : 'text/plain';
export const read = (file: string, repair: boolean): ParsedChecklist =>
  parseChecklist(textOf(file), mediaTypeOf(file), { repair });
export const depthOf = (items: readonly ParsedItem[]): number =>
  items.length === 0 ? 0 : 1 + Math.max(...items.map((item) => depthOf(item.items)));
export const flat = (
  parsed: ParsedChecklist,
): { item: ParsedItem; parent: string | null; section: string }[] => {
  const below = (
    items: readonly ParsedItem[],
    parent: string | null,
    section: string,
  ): ReturnType<typeof flat> =>
    items.flatMap((item) => [{ item, parent, section }, ...below(item.items, item.title, section)]);
  return parsed.definition.sections.flatMap((section) => below(section.items, null, section.title));
};
let made = 0;
export const identify = (parsed: ParsedChecklist, previous: TemplateDefinition | null = null): Identified =>
  identifyItems(parsed.definition, previous, { newId: () => `itm_${++made}` });
