import type {
  ConditionDefinition,
  ItemRules,
  Level,
  Link,
  Phase,
  Settlement,
  SignOffDefinition,
} from '../template.events.js';
import { ChecklistTooDeep, ChecklistTooLarge } from './checklist-errors.js';
import { LIMITS } from './limits.js';
import type { Diagnostic, DiagnosticCode } from './parsed-checklist.js';
import { cut } from './source-lines.js';

/** An item as a reader found it, with what only an export needs to know. Lines count from 1. */
export interface DraftItem extends ItemRules {
  key?: string;
  title: string;
  description: string[];
  links: Link[];
  level: Level;
  phase: Phase;
  settled_by?: Settlement;
  claimed: boolean;
  /** A task box, a table row, or a line of plain text. */
  form: 'box' | 'row' | 'line';
  from_line: number;
  /** The last line of the item's own text, before its first child. */
  to_line: number;
  title_to_line: number;
  /** The last line of all that belongs to the item, its children included. */
  end_line: number;
  /** Its own source text where it shares its lines with another item. */
  own?: string;
  items: DraftItem[];
}

export interface DraftSection {
  key?: string;
  title: string;
  path: string[];
  /** Absent for items before any heading. */
  lines?: { from_line: number; to_line: number };
  items: DraftItem[];
}

/** Collects what a reader finds, keeps to the limits, and notes what looks broken. */
export class Reading {
  title: string | null = null;
  /** Where the title stands, when it stands in the text. */
  titleLine: number | null = null;
  description: string | null = null;
  readonly sections: DraftSection[] = [];
  readonly signOffs: SignOffDefinition[] = [];
  /** Those that the front matter declares. */
  readonly conditions: ConditionDefinition[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #depth = new WeakMap<DraftItem, number>();
  #section: DraftSection | null = null;
  #items = 0;

  /** Starts a section; it is kept only if an item follows. */
  startSection(section: DraftSection): void {
    this.#section = section;
  }

  get itemCount(): number {
    return this.#items;
  }

  /**
   * Adds an item below its parent, or to the section at hand.
   *
   * @throws ChecklistTooLarge at the 2,001st item
   * @throws ChecklistTooDeep at the eleventh level
   */
  addItem(item: DraftItem, parent: DraftItem | null): void {
    this.#items++;
    if (this.#items > LIMITS.items) {
      throw new ChecklistTooLarge(`The text has more than ${LIMITS.items} items.`, item.from_line);
    }
    const depth = parent === null ? 1 : (this.#depth.get(parent) ?? 1) + 1;
    if (depth > LIMITS.depth) {
      throw new ChecklistTooDeep(
        `Line ${item.from_line} nests an item ${depth} levels deep; at most ${LIMITS.depth} are read.`,
        item.from_line,
      );
    }
    this.#depth.set(item, depth);
    if (parent !== null) {
      parent.items.push(item);
      return;
    }
    this.#section ??= { title: '', path: [], items: [] };
    if (this.#section.items.length === 0) this.sections.push(this.#section);
    this.#section.items.push(item);
  }

  /** Adds a sign-off; a role that is there already signs once. */
  addSignOff(signOff: SignOffDefinition, from: number): void {
    if (this.signOffs.some((known) => known.role === signOff.role)) {
      this.diagnose('duplicate_sign_off', `The role "${signOff.role}" is to sign already.`, from, from);
      return;
    }
    this.signOffs.push(signOff);
  }

  diagnose(code: DiagnosticCode, message: string, from: number, to: number, repair?: string): void {
    if (this.diagnostics.length >= LIMITS.diagnostics) return;
    this.diagnostics.push({
      code,
      message,
      from_line: from,
      to_line: to,
      ...(repair === undefined ? {} : { repair: cut(repair, LIMITS.repair) }),
    });
  }
}
