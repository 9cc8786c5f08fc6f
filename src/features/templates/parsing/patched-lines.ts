import { splitRawLines } from './source-lines.js';
import type { RawLine } from './source-lines.js';

/** A text's lines with changes noted beside them; lines count from 1. */
export class PatchedLines {
  readonly #lines: RawLine[];
  readonly #eol: string;
  readonly #replaced = new Map<number, string[]>();
  readonly #after = new Map<number, string[]>();

  constructor(text: string) {
    this.#lines = splitRawLines(text);
    this.#eol = this.#lines.find((line) => line.end !== '')?.end ?? '\n';
  }

  get count(): number {
    return this.#lines.length;
  }

  /** A line as the source has it, without a byte order mark. */
  line(at: number): string {
    return (this.#lines[at - 1]?.text ?? '').replace(/^\uFEFF/u, '');
  }

  lines(from: number, to: number): string[] {
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => this.line(from + i));
  }

  /** Puts other lines in the place of some; no lines takes them out. Lines that stay the same are left alone. */
  replace(from: number, to: number, by: readonly string[]): void {
    const before = this.lines(from, to);
    if (before.length === by.length && before.every((line, i) => line === by[i])) return;
    for (let at = from; at <= to; at++) {
      // The first keeps the byte order mark's place; what is beyond it gives way.
      this.#replaced.set(at, at === from ? [...by] : []);
    }
  }

  /** Puts lines after a line (0: before the first), after those put there before. */
  insert(after: number, lines: readonly string[]): void {
    this.#after.set(after, [...(this.#after.get(after) ?? []), ...lines]);
  }

  toString(): string {
    const bom = this.#lines[0]?.text.startsWith('\uFEFF') === true ? '\uFEFF' : '';
    const out: RawLine[] = [];
    const add = (texts: readonly string[], end: string): void => {
      for (const [i, text] of texts.entries())
        out.push({ text, end: i === texts.length - 1 ? end : this.#eol });
    };
    for (let at = 0; at <= this.#lines.length; at++) {
      const line = this.#lines[at - 1];
      if (line !== undefined) add(this.#replaced.get(at) ?? [this.line(at)], line.end);
      add(this.#after.get(at) ?? [], this.#eol);
    }
    const lastEnd = this.#lines.at(-1)?.end ?? this.#eol;
    for (const [i, line] of out.entries()) {
      if (i === out.length - 1) line.end = lastEnd;
      else if (line.end === '') line.end = this.#eol;
    }
    return bom + out.map((line) => line.text + line.end).join('');
  }
}
