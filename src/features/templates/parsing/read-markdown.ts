import type { Token } from 'markdown-it';
import { isBoxLine } from './box.js';
import { ChecklistTooDeep, ChecklistTooLarge } from './checklist-errors.js';
import { readFrontMatter } from './front-matter.js';
import { LIMITS } from './limits.js';
import { MarkdownItems } from './markdown-items.js';
import { MarkdownSections } from './markdown-sections.js';
import type { ParseOptions } from './parsed-checklist.js';
import { Reading } from './reading.js';
import { readMendedBlocks } from './unclosed-blocks.js';
import type { Blocks } from './unclosed-blocks.js';

/** markdown-it stops reading at 100 nested blocks, without a word. */
const BLOCK_DEPTH = 98;
/** More box lines than this are refused before the text is parsed, whatever hides some of them. */
const BOX_LINES = 10 * LIMITS.items;

/**
 * Reads a Markdown checklist: items are GFM task boxes, sections the headings that have items.
 *
 * @throws ChecklistTooLarge, ChecklistTooDeep
 */
export function readMarkdown(lines: readonly string[], options: ParseOptions): Reading {
  const reading = new Reading();
  refuseTooMany(lines);
  const matter = readFrontMatter(lines);
  reading.diagnostics.push(...matter.diagnostics);
  reading.conditions.push(...matter.conditions);
  const body = lines.map((line, i) => (i < matter.lines ? '' : line));
  const blocks = readMendedBlocks(body, options.repair, reading);
  const sections = new MarkdownSections(reading, matter, blocks.env);
  const items = new MarkdownItems(reading, sections, blocks.env, body, options.repair);
  walk(blocks, reading, sections, items);

  const heading = sections.titleHeading;
  const titleLine = lines.findIndex(
    (line, i) => i > 0 && i < matter.lines && /^["']?title["']?\s*:/u.test(line),
  );
  reading.description = matter.description ?? reading.description;
  if (matter.title !== undefined) {
    reading.title = matter.title;
    reading.titleLine = titleLine < 0 ? null : titleLine + 1;
  } else if (heading !== null) {
    reading.title = heading.title;
    reading.titleLine = heading.line;
  } else {
    reading.title = options.name ?? sections.firstHeading ?? items.firstWords;
    if (reading.title === reading.description) reading.description = null;
  }
  return reading;
}

function walk(blocks: Blocks, reading: Reading, sections: MarkdownSections, items: MarkdownItems): void {
  const { tokens } = blocks;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const from = (token.map?.[0] ?? 0) + 1;
    if (token.level >= BLOCK_DEPTH) {
      throw new ChecklistTooDeep(`Line ${from} nests more blocks in one another than are read.`, from);
    }
    switch (token.type) {
      case 'heading_open':
        if (token.level === 0 && items.brokenList(token, tokens[i + 1] as Token)) {
          i += 1;
        } else if (token.level === 0) {
          sections.heading(tokens[i + 1] as Token, Number(token.tag.slice(1)), from, token.map?.[1] ?? from);
          i += 1;
        }
        break;
      case 'list_item_open':
        items.openListItem(token, tokens[i + 1], tokens[i + 2]);
        break;
      case 'list_item_close':
        items.closeListItem();
        break;
      case 'inline':
        items.paragraph(token, tokens[i - 1]?.type === 'paragraph_open');
        break;
      case 'fence':
      case 'code_block':
        items.code(token);
        break;
      case 'table_open':
        if (items.inItem) break;
        i = items.table(tokens, i);
        break;
      case 'raw':
        if (token.info === 'callout' && token.content.split('\n').some((line) => isBoxLine(line))) {
          const message = 'The boxes in this callout are part of a note and are no items.';
          reading.diagnose('callout_boxes', message, from, token.map?.[1] ?? from);
        }
        break;
      default:
        break;
    }
  }
}

/** Refuses by the look of the lines, before the parser makes an object of every box and table cell. */
function refuseTooMany(lines: readonly string[]): void {
  let boxes = 0;
  let cells = 0;
  for (const [i, line] of lines.entries()) {
    if (isBoxLine(line) && ++boxes > BOX_LINES) {
      throw new ChecklistTooLarge(`The text has more than ${LIMITS.items} items.`, i + 1);
    }
    for (let bar = line.indexOf('|'); bar >= 0; bar = line.indexOf('|', bar + 1)) cells++;
    if (cells > LIMITS.cells) {
      throw new ChecklistTooLarge(`The text has more than ${LIMITS.cells} table cells.`, i + 1);
    }
  }
}
