import type { ItemDefinition, TemplateDefinition } from '../../src/features/templates/template.events.js';
import { identifyItems } from '../../src/features/templates/parsing/identify-items.js';
import { parseChecklist } from '../../src/features/templates/parsing/parse-checklist.js';
import type { ChecklistMediaType } from '../../src/features/templates/parsing/parsed-checklist.js';

let made = 0;
export const newId = (): string => `itm_${++made}`;

export function read(
  text: string,
  mediaType: ChecklistMediaType = 'text/markdown',
  repair = false,
): TemplateDefinition {
  return identifyItems(parseChecklist(text, mediaType, { repair }).definition, null, { newId }).definition;
}
export function all(definition: TemplateDefinition): ItemDefinition[] {
  const below = (items: readonly ItemDefinition[]): ItemDefinition[] =>
    items.flatMap((item) => [item, ...below(item.items)]);
  return definition.sections.flatMap((section) => below(section.items));
}
/** Changes a copy of a definition in place. */
export function edited(
  definition: TemplateDefinition,
  edit: (copy: TemplateDefinition) => void,
): TemplateDefinition {
  const copy = structuredClone(definition);
  edit(copy);
  return copy;
}
export const outline = (items: readonly ItemDefinition[]): unknown[] =>
  items.map(({ title, level, phase, settled_by, items }) => [
    title,
    level,
    phase,
    settled_by,
    outline(items),
  ]);
export const told = (definition: TemplateDefinition): unknown =>
  definition.sections.map(({ title, path, items }) => [title, path, outline(items)]);
