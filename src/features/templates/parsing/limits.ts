/** What one checklist may hold. Every limit is far above the checklists people write. */
export const LIMITS = {
  bytes: 5 * 1024 * 1024,
  lines: 50_000,
  /** Characters on one line of plain text. */
  line: 200_000,
  /** Cells of tables, counted by their bars. */
  cells: 100_000,
  /** Blocks' beginnings and ends as markdown-it counts them: what bounds the memory. */
  blocks: 300_000,
  items: 2_000,
  /** Levels of items, the outermost counted as one. */
  depth: 10,
  /** Characters (UTF-16 units) of an item's, a section's or a template's title. */
  title: 500,
  description: 10_000,
  links: 50,
  conditions: 100,
  url: 2_000,
  diagnostics: 1_000,
  repair: 2_000,
  front_matter: 64 * 1024,
} as const;
