import type { ItemDefinition, TemplateDefinition } from '../template.events.js';
import { rulesOf } from '../item-rules.rules.js';
import { writeMarker } from './marker.js';
import { phaseOfHeading } from './phase-of-heading.js';
import { writeSignOffLine } from './sign-off-line.js';

const HEADINGS = 6;

/**
 * Writes a definition as Markdown that reads back as the same definition: keys, levels, phases and
 * settlements stand in markers, the title in the front matter, so that headings are sections alone.
 * `isTicked` says whose box is ticked.
 */
export function writeMarkdown(
  definition: TemplateDefinition,
  isTicked: (item: ItemDefinition) => boolean = (item) => item.claimed === true,
): string {
  const matter = ['---', `title: ${JSON.stringify(definition.title)}`];
  if (definition.description !== undefined)
    matter.push(`description: ${JSON.stringify(definition.description)}`);
  if (definition.conditions?.length) {
    matter.push('clearance:', '  conditions:');
    for (const { key, question } of definition.conditions)
      matter.push(`    ${JSON.stringify(key)}: ${JSON.stringify(question)}`);
  }
  const blocks: string[][] = [[...matter, '---']];
  let open: string[] = [];
  // Items before any heading have to stand before all headings.
  const sections = definition.sections.filter((section) => section.items.length > 0);
  for (const section of sections.toSorted((a, b) => Number(a.title !== '') - Number(b.title !== ''))) {
    if (section.title !== '') {
      const headings = headingLines([...section.path, section.title], open);
      const last = headings.pop() ?? '';
      for (const heading of headings) blocks.push([heading]);
      blocks.push([`${last} ${writeMarker({ key: section.key })}`]);
      open = [...section.path, section.title];
    }
    const inferred = [...section.path, section.title].some((title) => phaseOfHeading(title) !== null);
    blocks.push(section.items.flatMap((item) => itemLines(item, '', { marked: true, inferred, isTicked })));
  }
  for (const { role, title } of definition.sign_offs) {
    blocks.push([`${writeSignOffLine(title)} ${writeMarker({ sign_off: role })}`]);
  }
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The headings that lead to the last title of `path`, without those that `open` leaves open above. */
export function headingLines(path: readonly string[], open: readonly string[]): string[] {
  let shared = 0;
  while (shared < path.length - 1 && path[shared] === open[shared]) shared++;
  return path
    .map((title, depth) => `${'#'.repeat(Math.min(depth + 1, HEADINGS))} ${escapeMarkdown(title)}`)
    .slice(shared);
}

interface ItemStyle {
  /** Whether keys and the like are written into markers. */
  marked: boolean;
  /** Whether a heading's words would set another phase than the default. */
  inferred: boolean;
  isTicked: (item: ItemDefinition) => boolean;
}

/** An item's lines: its box, what belongs to it as bullets without boxes, its children. */
function itemLines(item: ItemDefinition, indent: string, style: ItemStyle): string[] {
  const marker = writeMarker({
    key: item.key,
    ...(item.level === 'required' ? {} : { level: item.level }),
    ...(item.phase === 'before' && !style.inferred ? {} : { phase: item.phase }),
    ...(item.settled_by === undefined ? {} : { settled_by: item.settled_by }),
    ...rulesOf(item),
  });
  const first = `${indent}- [${style.isTicked(item) ? 'x' : ' '}] ${escapeMarkdown(item.title)}`;
  return [
    style.marked ? `${first} ${marker}` : first,
    ...detailLines(item, `${indent}  `),
    ...item.items.flatMap((child) => itemLines(child, `${indent}  `, style)),
  ];
}

/** Description and links as plain bullets. */
export function detailLines(item: Pick<ItemDefinition, 'description' | 'links'>, indent: string): string[] {
  const lines = (item.description ?? '').split('\n').map((line) => line.trim());
  return [
    ...lines.filter((line) => line !== '').map((line) => `${indent}- ${escapeMarkdown(line)}`),
    ...(item.links ?? []).map(
      (link) => `${indent}- [${escapeMarkdown(link.title)}](<${escapeUrl(link.url)}>)`,
    ),
  ];
}

function escapeUrl(url: string): string {
  return url.replace(/[\\<>]/gu, (char) => encodeURIComponent(char)).replace(/\s/gu, '%20');
}

/** Escapes a line of plain text so that Markdown reads the same words, and nothing else, in it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>~|]/gu, String.raw`\$&`)
    .replace(/&(?=#|[A-Za-z])/gu, String.raw`\&`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replace(/#(?=#*\s*$)/gu, String.raw`\#`)
    .replace(/^(?:[-+#=]|\{%)/u, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])/u, String.raw`$1\$2`);
}
