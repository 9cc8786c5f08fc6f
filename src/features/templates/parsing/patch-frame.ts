import type { SignOffDefinition } from '../template.events.js';
import { writeMarker } from './marker.js';
import type { PatchedLines } from './patched-lines.js';
import type { DraftSection, Reading } from './reading.js';
import { writeSignOffLine } from './sign-off-line.js';
import { escapeMarkdown } from './write-markdown.js';

/** Puts another title into a section's heading. */
export function patchHeading(
  lines: PatchedLines,
  section: DraftSection,
  title: string,
  markdown: boolean,
): void {
  if (section.lines === undefined) return;
  const { from_line, to_line } = section.lines;
  const line = lines.line(from_line);
  const words = markdown ? escapeMarkdown(title) : title;
  const hashes = /^\s*#{1,6}\s+/u.exec(line)?.[0];
  if (line.includes(section.title)) {
    lines.replace(from_line, from_line, [line.replace(section.title, () => words)]);
  } else if (hashes !== undefined) {
    lines.replace(from_line, to_line, [hashes + words]);
  } else {
    // Underlined: all but the underline is the title.
    lines.replace(from_line, Math.max(from_line, to_line - 1), [markdown ? words : `${words}:`]);
  }
}

/** Takes out the lines of sign-offs that are gone and adds new ones at the end. */
export function patchSignOffs(
  lines: PatchedLines,
  reading: Reading,
  signOffs: readonly SignOffDefinition[],
  markdown: boolean,
): void {
  const wanted = new Set(signOffs.map((signOff) => signOff.role));
  const known = new Set(reading.signOffs.map((signOff) => signOff.role));
  for (const { role, source } of reading.signOffs) {
    if (!wanted.has(role) && source !== undefined) lines.replace(source.from_line, source.to_line, []);
  }
  const added = signOffs.filter(({ role }) => !known.has(role));
  if (added.length === 0) return;
  const texts = added.map(({ role, title }) => {
    const marker = markdown ? ` ${writeMarker({ sign_off: role })}` : '';
    return writeSignOffLine(title) + marker;
  });
  lines.insert(lines.count, markdown ? texts.flatMap((text) => ['', text]) : texts);
}
