import type { AnchoredSource } from './anchor-items.js';
import type { PatchedLines } from './patched-lines.js';
import { readPlainText } from './read-plain-text.js';
import { collapse } from './source-lines.js';
import { escapeMarkdown } from './write-markdown.js';

/**
 * Puts another title where the text has its own. A title that came with the import, or is that of a section or an
 * item, has no place in the text: it is left as it is.
 *
 * @param imported the title that the text was imported with
 */
export function patchTitleLine(
  lines: PatchedLines,
  { reading, title: said }: Pick<AnchoredSource, 'reading' | 'title'>,
  titles: { readonly imported: string; readonly wanted: string },
  markdown: boolean,
): void {
  const { imported, wanted } = titles;
  const { title: old, titleLine } = reading;
  if (titleLine === null || old === null || wanted === imported || said !== imported) return;
  const by = markdown
    ? markdownLine(lines.line(titleLine), old, wanted)
    : plainLine(lines, titleLine, old, wanted);
  if (by !== null) lines.replace(titleLine, titleLine, [by]);
}

function markdownLine(line: string, old: string, wanted: string): string {
  const inMatter = !line.startsWith('#') && /^["']?title["']?\s*:/u.test(line);
  if (inMatter) return `title: ${JSON.stringify(wanted)}`;
  const words = escapeMarkdown(wanted);
  return line.includes(old) ? line.replace(old, () => words) : `# ${words}`;
}

/**
 * The line with the new title: in the form it has (`#` before it, a colon behind it, or a sentence), else in one of
 * the others. What a line is in plain text depends on its words and on the lines around it, so each is read again:
 * null where none is read as that title without changing what the sections are.
 */
function plainLine(lines: PatchedLines, at: number, old: string, wanted: string): string | null {
  const source = lines.lines(1, lines.count);
  const line = source[at - 1] ?? '';
  const same = line.includes(old)
    ? line.replace(old, () => wanted)
    : collapse(line).replace(old, () => wanted);
  const before = outline(source);
  const forms = [same, `# ${wanted}`, `${wanted}:`, wanted];
  return (
    forms.find((form) => {
      const after = outline(source.with(at - 1, form));
      return after.title === wanted && after.shape === before.shape;
    }) ?? null
  );
}

/** What a title says, and in which sections which items stand. */
function outline(lines: readonly string[]): { title: string; shape: string } {
  const { title, sections } = readPlainText(lines, { repair: false });
  const shape = sections.map(({ title, items }) => [title, items.map((item) => item.from_line)]);
  return { title: collapse(title ?? ''), shape: JSON.stringify(shape) };
}
