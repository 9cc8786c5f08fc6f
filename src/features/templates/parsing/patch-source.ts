import type { ItemDefinition, SectionDefinition, TemplateDefinition } from '../template.events.js';
import { anchorItems } from './anchor-items.js';
import type { Anchor, AnchoredSource } from './anchor-items.js';
import type { ChecklistMediaType } from './parsed-checklist.js';
import { patchTitle, prefixOf } from './patch-line.js';
import { PatchedLines } from './patched-lines.js';
import { newItemLines, newSectionLines, startOfItem } from './patch-new-items.js';
import { patchHeading, patchSignOffs } from './patch-frame.js';
import { patchTitleLine } from './patch-title.js';
import type { DraftSection } from './reading.js';
import { longestIncreasing } from './similarity.js';

/** The text that a version was imported from, as decodeText gave it. */
export interface ExportSource {
  text: string;
  mediaType: ChecklistMediaType;
  /** The title it was imported with, which may have come with the import; left out: the one it has itself. */
  title?: string;
}

/**
 * Writes a definition into the text it came from: items that say what the text says keep their
 * bytes, a changed title changes its line, lines of items that are gone go, new items come after
 * their previous sibling. Null when the definition cannot be told in that text.
 */
export function patchSource(
  definition: TemplateDefinition,
  source: ExportSource,
  ticked: ReadonlySet<string> | undefined,
): string | null {
  const anchored = anchorItems(definition, source.text, source.mediaType);
  const wanted = definition.sections.some((section) => section.items.length > 0);
  if (wanted && anchored.byId.size === 0) return null;
  return new Patch(definition, source, anchored, ticked).run();
}

class Patch {
  readonly #definition: TemplateDefinition;
  readonly #source: AnchoredSource;
  readonly #ticked: ReadonlySet<string> | undefined;
  readonly #lines: PatchedLines;
  readonly #markdown: boolean;
  readonly #imported: string | undefined;
  /** Items that stay where they stand in the source. */
  readonly #staying = new Map<Anchor, ItemDefinition>();

  constructor(
    definition: TemplateDefinition,
    source: ExportSource,
    anchored: AnchoredSource,
    ticked: ReadonlySet<string> | undefined,
  ) {
    this.#definition = definition;
    this.#source = anchored;
    this.#ticked = ticked;
    this.#lines = new PatchedLines(source.text);
    this.#markdown = source.mediaType === 'text/markdown';
    this.#imported = source.title;
  }

  run(): string | null {
    const { reading } = this.#source;
    const sections = this.#definition.sections.map((section) => this.#sourceOf(section));
    const known = sections.flatMap((section) => (section === null ? [] : reading.sections.indexOf(section)));
    if (known.some((at, i) => i > 0 && at <= (known[i - 1] ?? -1))) return null;
    this.#definition.sections.forEach((section, i) => {
      const own = sections[i];
      if (own !== null && own !== undefined) this.#settle(section.items, null, own);
    });
    if (!this.#writeStaying()) return null;
    let open = this.#lastPath();
    this.#definition.sections.forEach((section, i) => {
      const own = sections[i] ?? null;
      if (own === null) {
        this.#lines.insert(this.#lines.count, newSectionLines(section, open, this.#style()));
        open = [...section.path, section.title];
        return;
      }
      if (own.title !== section.title) patchHeading(this.#lines, own, section.title, this.#markdown);
      this.#addNew(section.items, null, own);
    });
    const wanted = this.#definition.title;
    const imported = this.#imported ?? this.#source.title;
    patchTitleLine(this.#lines, this.#source, { imported, wanted }, this.#markdown);
    patchSignOffs(this.#lines, reading, this.#definition.sign_offs, this.#markdown);
    return this.#lines.toString();
  }

  #style(): {
    markdown: boolean;
    isTicked: (item: ItemDefinition) => boolean;
    source: AnchoredSource;
    lines: PatchedLines;
  } {
    return {
      markdown: this.#markdown,
      isTicked: (item) => this.#ticked?.has(item.id) ?? item.claimed === true,
      source: this.#source,
      lines: this.#lines,
    };
  }

  #sourceOf(section: SectionDefinition): DraftSection | null {
    const line = section.source?.from_line;
    const found = this.#source.reading.sections.find((draft) => draft.lines?.from_line === line);
    if (found === undefined) return null;
    // A line alone proves nothing when the text was imported anew: title or an item must agree.
    const agrees =
      found.title === section.title ||
      section.items.some((item) => this.#source.byId.get(item.id)?.section === found);
    return agrees ? found : null;
  }

  #lastPath(): string[] {
    const last = this.#source.reading.sections.at(-1);
    return last === undefined ? [] : [...last.path, last.title];
  }

  /** Finds the siblings that keep their place: the same parent as in the source, and in its order. */
  #settle(items: readonly ItemDefinition[], parent: Anchor | null, section: DraftSection): void {
    const here = items.flatMap((item) => {
      const anchor = this.#source.byId.get(item.id);
      return anchor !== undefined && anchor.parent === parent && anchor.section === section
        ? [{ item, anchor }]
        : [];
    });
    const inOrder = longestIncreasing(here.map(({ anchor }) => anchor.order));
    here.forEach(({ item, anchor }, i) => {
      if (!inOrder.has(i)) return;
      this.#staying.set(anchor, item);
      this.#settle(item.items, anchor, section);
    });
  }

  /** Changes and removes what stands in the source; false when a change cannot be written. */
  #writeStaying(): boolean {
    const { anchors } = this.#source;
    for (let i = 0; i < anchors.length;) {
      let end = i + 1;
      let to = anchors[i]?.draft.to_line ?? 0;
      // Items that share a line are written anew together, if at all.
      while (anchors[end] !== undefined && (anchors[end] as Anchor).draft.from_line <= to) {
        to = Math.max(to, (anchors[end] as Anchor).draft.to_line);
        end++;
      }
      const group = anchors.slice(i, end);
      if (!(group.length === 1 ? this.#writeOne(group[0] as Anchor) : this.#writeGlued(group, to)))
        return false;
      i = end;
    }
    return true;
  }

  #writeOne(anchor: Anchor): boolean {
    const { draft } = anchor;
    const item = this.#staying.get(anchor);
    if (item === undefined) {
      const alone = this.#source.anchors.every(
        (other) => !isBelow(other, anchor) || !this.#staying.has(other),
      );
      this.#lines.replace(
        draft.from_line,
        alone ? Math.max(draft.to_line, draft.end_line) : draft.to_line,
        [],
      );
      return true;
    }
    const lines = this.#lines.lines(draft.from_line, draft.title_to_line);
    const ticked = this.#ticked === undefined ? undefined : this.#ticked.has(item.id);
    const patched = patchTitle(lines, item, anchor, ticked, this.#markdown);
    if (patched !== null) this.#lines.replace(draft.from_line, draft.title_to_line, patched);
    return patched !== null;
  }

  #writeGlued(group: readonly Anchor[], to: number): boolean {
    const from = group[0]?.draft.from_line ?? 1;
    const staying = group.flatMap((anchor) => this.#staying.get(anchor) ?? []);
    const same =
      staying.length === group.length && staying.every((item, i) => item.title === group[i]?.parsed.title);
    if (same && this.#ticked === undefined) return true;
    const form = group[0]?.draft.form ?? 'line';
    const prefix = prefixOf(this.#lines.line(from), form);
    const style = this.#style();
    const by = staying.map((item) =>
      startOfItem(prefix.trim() === '-' ? prefix.replace(/\s*$/u, ' ') : prefix, item, style),
    );
    this.#lines.replace(from, to, by);
    return true;
  }

  /** Inserts the siblings that do not stand in the source here, each after its previous sibling. */
  #addNew(items: readonly ItemDefinition[], parent: Anchor | null, section: DraftSection): void {
    const siblings = parent === null ? section.items : parent.draft.items;
    const first = siblings[0];
    let after =
      parent?.draft.to_line ?? (first === undefined ? (section.lines?.to_line ?? 0) : first.from_line - 1);
    // Siblings may be indented differently; a new one is written like the one before it.
    let manner = first ?? null;
    for (const item of items) {
      const anchor = this.#source.byId.get(item.id);
      if (anchor !== undefined && this.#staying.get(anchor) === item) {
        after = endOf(anchor.draft);
        manner = anchor.draft;
        this.#addNew(item.items, anchor, section);
      } else {
        this.#lines.insert(after, newItemLines(item, manner, parent, this.#style()));
      }
    }
  }
}

function isBelow(anchor: Anchor, above: Anchor): boolean {
  for (let parent = anchor.parent; parent !== null; parent = parent.parent) if (parent === above) return true;
  return false;
}

function endOf(draft: Anchor['draft']): number {
  return Math.max(draft.to_line, draft.end_line, ...draft.items.map((child) => endOf(child)));
}
