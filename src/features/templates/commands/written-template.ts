import { Refusal } from '../../../eventstore/refusal.js';
import type { ParsedDefinition, ParsedItem } from '../parsing/parsed-checklist.js';

/** An item as somebody writes it: id and key may be left out. */
export type WrittenItem = Omit<ParsedItem, 'source' | 'items'> & { id?: string; items: WrittenItem[] };
export interface WrittenDefinition extends Omit<ParsedDefinition, 'sections'> {
  sections: { key?: string; title: string; path: string[]; items: WrittenItem[] }[];
}

/**
 * Refuses (invalid) what would make two things of a template be called the same: keys of items, keys of sections and
 * roles of sign-offs, whatever their case, and ids.
 */
export function refuseRepeats(written: WrittenDefinition): void {
  const once = { sections: new Set<string>(), items: new Set<string>(), ids: new Set<string>() };
  const visit = (item: WrittenItem, pointer: string): void => {
    note(once.items, item.key, `${pointer}/key`);
    note(once.ids, item.id, `${pointer}/id`);
    item.items.forEach((child, index) => visit(child, `${pointer}/items/${index}`));
  };
  written.sections.forEach((section, at) => {
    note(once.sections, section.key, `/sections/${at}/key`);
    section.items.forEach((item, index) => visit(item, `/sections/${at}/items/${index}`));
  });
  const roles = new Set<string>();
  written.sign_offs.forEach(({ role }, index) => note(roles, role, `/sign_offs/${index}/role`));
}

function note(seen: Set<string>, name: string | undefined, pointer: string): void {
  if (name === undefined) return;
  const folded = name.normalize('NFC').toLowerCase();
  if (seen.has(folded)) throw new Refusal('invalid', `"${name}" stands in the template twice`, pointer);
  seen.add(folded);
}
