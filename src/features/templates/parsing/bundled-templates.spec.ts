import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseChecklist } from './parse-checklist.js';
import type { ParsedItem } from './parsed-checklist.js';

const BUNDLED = new URL('../bundled/', import.meta.url);
const files = readdirSync(BUNDLED).filter((name) => name.endsWith('.md'));

it.each(files)('%s is read without a diagnostic, and every item has a key of its own', (name) => {
  const text = readFileSync(new URL(name, BUNDLED), 'utf8');
  const parsed = parseChecklist(text, 'text/markdown', { repair: false });
  expect(parsed.diagnostics).toEqual([]);
  expect(parsed.definition.description).toBeDefined();
  const missing = (items: readonly ParsedItem[]): string[] =>
    items.flatMap((item) => [...(item.key === undefined ? [item.title] : []), ...missing(item.items)]);
  expect(parsed.definition.sections.flatMap((section) => missing(section.items))).toEqual([]);
  expect(parsed.definition.sections.filter((section) => section.key === undefined)).toEqual([]);
});
