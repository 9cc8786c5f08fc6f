import type { Token } from 'markdown-it';
import { isEmptyBox, readBox, readNearBox, splitGluedBoxes } from './box.js';
import type { Box } from './box.js';
import { inlineText } from './inline-text.js';
import type { InlineText } from './inline-text.js';
import { draftOfBox, draftOfRow } from './markdown-drafts.js';
import type { EngineEnv } from './markdown-engine.js';
import { MarkdownProse } from './markdown-prose.js';
import type { MarkdownSections } from './markdown-sections.js';
import type { DraftItem, Reading } from './reading.js';
import { itemColumns, readTable, signOffRows } from './table-items.js';
import { slug } from './slug.js';

interface Frame {
  /** The list item's first paragraph, where a box would stand. */
  first: Token | null;
  item: DraftItem | null;
}

/** Turns list items, tables and the text around them into items, descriptions and diagnostics. */
export class MarkdownItems {
  readonly #reading: Reading;
  readonly #sections: MarkdownSections;
  readonly #env: EngineEnv;
  readonly #lines: readonly string[];
  readonly #repair: boolean;
  readonly #prose: MarkdownProse;
  readonly #frames: Frame[] = [];

  constructor(
    reading: Reading,
    sections: MarkdownSections,
    env: EngineEnv,
    lines: readonly string[],
    repair: boolean,
  ) {
    this.#reading = reading;
    this.#sections = sections;
    this.#env = env;
    this.#lines = lines;
    this.#repair = repair;
    this.#prose = new MarkdownProse(reading, sections, env, repair);
  }

  /** The first words that are no heading: a title where there is none. */
  get firstWords(): string | null {
    return this.#prose.firstWords ?? this.#reading.sections[0]?.items[0]?.title ?? null;
  }

  get inItem(): boolean {
    return this.#owner() !== null;
  }

  openListItem(token: Token, next: Token | undefined, inline: Token | undefined): void {
    this.#frames.push({ first: next?.type === 'paragraph_open' ? (inline ?? null) : null, item: null });
    if (next?.type === 'list_item_close') this.#prose.loneBullet = token.map?.[1] ?? 0;
  }

  closeListItem(): void {
    this.#frames.pop();
  }

  paragraph(token: Token, isParagraph: boolean): void {
    const frame = this.#frames.at(-1);
    if (frame?.first === token && this.#firstParagraph(frame, token)) return;
    const owner = this.#owner();
    if (owner !== null) {
      this.#describe(owner, inlineText(token.content, this.#env));
      this.#extend(owner, token.map?.[1] ?? 0);
    } else if (isParagraph) {
      this.#prose.paragraph(token, this.#frames.length > 0);
    }
  }

  /** Whether a "heading" is a box above a lone dash, which Markdown takes for an underline. */
  brokenList(heading: Token, inline: Token): boolean {
    if (heading.markup !== '-' || readBox(inline.content) === null) return false;
    this.#prose.paragraph(inline, false);
    this.#prose.loneBullet = heading.map?.[1] ?? 0;
    return true;
  }

  code(token: Token): void {
    const owner = this.#owner();
    if (owner === null) return;
    owner.description.push(...token.content.replace(/\n$/u, '').split('\n'));
    this.#extend(owner, token.map?.[1] ?? 0);
  }

  /** Reads a table and gives the index of the token that ends it. */
  table(tokens: readonly Token[], start: number): number {
    const table = readTable(tokens, start);
    const signOffs = signOffRows(table);
    for (const row of signOffs) {
      this.#prose.signOff({ role: slug(row.title), title: row.title, explicit: false }, row.line);
    }
    const columns = signOffs.length > 0 ? null : itemColumns(table);
    if (columns === null) return table.end;
    const items = table.rows.flatMap((row) => {
      const item = draftOfRow(row, table, columns, this.#sections, this.#env);
      return item === null ? [] : [item];
    });
    this.#reading.diagnose(
      'table_of_items',
      `The ${items.length} rows of this table look like items; a checklist's items are task boxes.`,
      table.from_line,
      table.to_line,
      items.map((item) => `- [ ] ${item.title}`).join('\n'),
    );
    if (this.#repair) for (const item of items) this.#reading.addItem(item, null);
    return table.end;
  }

  /** Reads a list item's first paragraph; false when it is text like any other. */
  #firstParagraph(frame: Frame, token: Token): boolean {
    const from = (token.map?.[0] ?? 0) + 1;
    const to = token.map?.[1] ?? from;
    if (isEmptyBox(token.content)) {
      this.#reading.diagnose('empty_box', 'This box has no text and is no item.', from, to);
      return true;
    }
    const box = readBox(token.content);
    if (box !== null) return this.#items(frame, box, from, to);
    const near = readNearBox(token.content);
    if (near === null) return false;
    const repair = `- [${near.checked ? 'x' : ' '}] ${near.body}`;
    this.#reading.diagnose(
      'malformed_box',
      'A box is written "[ ]" or "[x]", then a space.',
      from,
      to,
      repair,
    );
    return this.#repair && this.#items(frame, near, from, to);
  }

  #items(frame: Frame, box: Box, from: number, to: number): boolean {
    const segments = splitGluedBoxes(box);
    if (segments.length > 1) {
      const repair = segments
        .map((segment) => `- [${segment.checked ? 'x' : ' '}] ${segment.body}`)
        .join('\n');
      this.#reading.diagnose(
        'glued_items',
        `${segments.length} items stand on the same line; they are read as one unless repaired.`,
        from,
        to,
        repair,
      );
    }
    const signOff = this.#prose.signOffIn(this.#lines[from - 1] ?? '', from);
    if (signOff === 'taken') return true;
    const parent = this.#owner();
    const glued = this.#repair && segments.length > 1;
    for (const segment of glued ? segments : [{ ...box, start: 0 }]) {
      const line = from + box.body.slice(0, segment.start).split('\n').length - 1;
      const lines = { from: line, to: glued ? line + segment.body.split('\n').length - 1 : to };
      const item = draftOfBox(segment, lines, this.#reading, this.#sections, this.#env, this.#repair);
      if (item === null) continue;
      if (glued) item.own = segment.body;
      this.#reading.addItem(item, parent);
      frame.item = item;
      this.#extend(item, to);
    }
    return true;
  }

  #describe(owner: DraftItem, inline: InlineText): void {
    for (const link of inline.links) this.#prose.addLink(owner, link);
    if (!inline.onlyLink && inline.text !== '') owner.description.push(inline.text);
  }

  #extend(owner: DraftItem, end: number): void {
    for (const frame of this.#frames) {
      if (frame.item !== null) frame.item.end_line = Math.max(frame.item.end_line, end);
    }
    if (owner.items.length === 0 && owner.own === undefined) owner.to_line = Math.max(owner.to_line, end);
  }

  #owner(): DraftItem | null {
    return this.#frames.findLast((frame) => frame.item !== null)?.item ?? null;
  }
}
