import { conditionsOf, rulesOf } from '../item-rules.rules.js';
import { LIMITS } from './limits.js';
import type { ParsedChecklist, ParsedItem, ParsedSection } from './parsed-checklist.js';
import type { DraftItem, DraftSection, Reading } from './reading.js';
import { collapse, cut, sourceHash } from './source-lines.js';

/**
 * Makes the parsed checklist of a reading: shortens what is too long, notes duplicates, hashes each
 * item's own source text, counts. Diagnostics come in the order of their lines.
 */
export function finishReading(reading: Reading, lines: readonly string[]): ParsedChecklist {
  const finisher = new Finisher(reading, lines);
  const sections = reading.sections.map((section) => finisher.section(section));
  const conditions = conditionsOf({ conditions: reading.conditions, sections });
  return {
    definition: {
      title: cut(collapse(reading.title ?? '') || 'Checklist', LIMITS.title),
      ...(reading.description === null ? {} : { description: cut(reading.description, LIMITS.description) }),
      ...(conditions.length === 0 ? {} : { conditions }),
      sections,
      sign_offs: [...reading.signOffs],
    },
    counts: {
      items: reading.itemCount,
      sections: sections.filter((section) => section.title !== '').length,
      sign_offs: reading.signOffs.length,
    },
    diagnostics: reading.diagnostics.toSorted((a, b) => a.from_line - b.from_line || a.to_line - b.to_line),
  };
}

class Finisher {
  readonly #reading: Reading;
  readonly #lines: readonly string[];
  readonly #keys = new Set<string>();
  readonly #sectionKeys = new Set<string>();

  constructor(reading: Reading, lines: readonly string[]) {
    this.#reading = reading;
    this.#lines = lines;
  }

  section(section: DraftSection): ParsedSection {
    const line = section.lines?.from_line ?? 1;
    const key = this.#onceKey(section.key, this.#sectionKeys, line);
    return {
      ...(key === undefined ? {} : { key }),
      title: section.title,
      path: section.path,
      ...(section.lines === undefined ? {} : { source: section.lines }),
      items: this.#items(section.items),
    };
  }

  #items(drafts: readonly DraftItem[]): ParsedItem[] {
    const seen = new Map<string, number>();
    return drafts.map((draft) => {
      const folded = draft.title.toLowerCase();
      const before = seen.get(folded);
      if (before === undefined) seen.set(folded, draft.from_line);
      else {
        const message = `"${cut(draft.title, 80)}" stands here a second time (first on line ${before}); both are kept.`;
        this.#reading.diagnose('duplicate_title', message, draft.from_line, draft.to_line);
      }
      return this.#item(draft);
    });
  }

  #item(draft: DraftItem): ParsedItem {
    const { from_line, to_line } = draft;
    const title = cut(draft.title, LIMITS.title);
    const words = draft.description.map((line) => line.trimEnd());
    if (title !== draft.title) {
      words.unshift(draft.title);
      const message = `The title has ${draft.title.length} characters; ${LIMITS.title} are kept, the whole stands in the description.`;
      this.#reading.diagnose('title_too_long', message, from_line, to_line, title);
    }
    const whole = words.join('\n').trim();
    const description = cut(whole, LIMITS.description);
    if (description !== whole) {
      const message = `The description has ${whole.length} characters; ${LIMITS.description} are kept.`;
      this.#reading.diagnose('description_shortened', message, from_line, to_line);
    }
    const key = this.#onceKey(draft.key, this.#keys, from_line);
    if (draft.settled_by !== undefined && draft.items.length === 0) {
      const message = 'settled_by is for items with items below them; this one has none.';
      this.#reading.diagnose('bad_marker', message, from_line, to_line);
    }
    if (draft.summary !== undefined && draft.items.length > 0) {
      const message = 'summary is for items without items below them; this one has some, which settle it.';
      this.#reading.diagnose('bad_marker', message, from_line, to_line);
    }
    const { summary, ...rules } = rulesOf(draft);
    const own = draft.own ?? this.#lines.slice(from_line - 1, to_line).join('\n');
    return {
      ...(key === undefined ? {} : { key }),
      title,
      ...(description === '' ? {} : { description }),
      ...(draft.links.length === 0 ? {} : { links: draft.links.slice(0, LIMITS.links) }),
      level: draft.level,
      phase: draft.phase,
      ...(draft.settled_by === undefined || draft.items.length === 0 ? {} : { settled_by: draft.settled_by }),
      ...rules,
      ...(summary === undefined || draft.items.length > 0 ? {} : { summary }),
      source: { from_line, to_line, sha256: sourceHash(own) },
      ...(draft.claimed ? { claimed: true } : {}),
      items: this.#items(draft.items),
    };
  }

  #onceKey(key: string | undefined, taken: Set<string>, line: number): string | undefined {
    if (key === undefined) return undefined;
    if (taken.has(key)) {
      this.#reading.diagnose(
        'duplicate_key',
        `The key "${key}" is taken already; this marker's is not used.`,
        line,
        line,
      );
      return undefined;
    }
    taken.add(key);
    return key;
  }
}
