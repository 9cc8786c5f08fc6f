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

it.each(files)('%s asks its conditions, recurs, and names who signs', (name) => {
  const text = readFileSync(new URL(name, BUNDLED), 'utf8');
  const { definition } = parseChecklist(text, 'text/markdown', { repair: false });
  const flat = (items: readonly ParsedItem[]): ParsedItem[] =>
    items.flatMap((item) => [item, ...flat(item.items)]);
  const items = definition.sections.flatMap((section) => flat(section.items));
  const asked = new Set(items.flatMap((item) => item.when?.condition ?? []));
  expect([...asked].sort()).toEqual((definition.conditions ?? []).map(({ key }) => key).sort());
  expect(asked.size).toBeGreaterThanOrEqual(2);
  expect(items.some((item) => item.recurs_days !== undefined)).toBe(true);
  expect(definition.sign_offs.length).toBeGreaterThanOrEqual(3);
});
