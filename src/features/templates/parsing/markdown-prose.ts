import type { Token } from 'markdown-it';
import type { Link } from '../template.events.js';
import { readBox, readNearBox } from './box.js';
import type { Box } from './box.js';
import { addLink, inlineText } from './inline-text.js';
import { LIMITS } from './limits.js';
import { draftOfBox } from './markdown-drafts.js';
import type { EngineEnv } from './markdown-engine.js';
import type { MarkdownSections } from './markdown-sections.js';
import type { DraftItem, Reading } from './reading.js';
import { findPlaceholder, readSignOffLine } from './sign-off-line.js';
import type { FoundSignOff } from './sign-off-line.js';
import { cut } from './source-lines.js';

/** Looks at the text outside items: the introduction, sign-off lines, placeholders, boxes without a list. */
export class MarkdownProse {
  firstWords: string | null = null;
  /** The line of the last bullet without any text, else 0. */
  loneBullet = 0;
  readonly #reading: Reading;
  readonly #sections: MarkdownSections;
  readonly #env: EngineEnv;
  readonly #repair: boolean;

  constructor(reading: Reading, sections: MarkdownSections, env: EngineEnv, repair: boolean) {
    this.#reading = reading;
    this.#sections = sections;
    this.#env = env;
    this.#repair = repair;
  }

  paragraph(token: Token, inList: boolean): void {
    const from = (token.map?.[0] ?? 0) + 1;
    const lines = token.content.split('\n');
    if (!inList && this.#boxes(lines, from)) return;
    let plain = true;
    lines.forEach((line, i) => {
      if (this.signOffIn(line, from + i) !== 'none') plain = false;
      const placeholder = findPlaceholder(line);
      if (placeholder === null) return;
      plain = false;
      const message = `"${cut(placeholder, 80)}" is a placeholder that nobody filled.`;
      this.#reading.diagnose('placeholder', message, from + i, from + i);
    });
    if (!plain || (this.firstWords !== null && this.#reading.description !== null)) return;
    const text = cut(inlineText(token.content, this.#env).text, LIMITS.description);
    if (text === '') return;
    this.firstWords ??= text;
    if (!inList && this.#sections.aboveSections && this.#reading.itemCount === 0)
      this.#reading.description ??= text;
  }

  /** Looks for a sign-off in a line: `taken` when it became one, `seen` when it was only reported. */
  signOffIn(line: string, at: number): 'none' | 'seen' | 'taken' {
    const found = readSignOffLine(line);
    return found === null ? 'none' : this.signOff(found, at);
  }

  signOff(found: FoundSignOff, line: number): 'seen' | 'taken' {
    if (!found.explicit) {
      const message = `${found.title} is to sign here: a sign-off with the role "${found.role}", not an item.`;
      this.#reading.diagnose('sign_off_line', message, line, line, `sign-off: ${found.role}`);
    }
    if (!found.explicit && !this.#repair) return 'seen';
    const source = { from_line: line, to_line: line };
    this.#reading.addSignOff({ role: found.role, title: found.title, source }, line);
    return 'taken';
  }

  addLink(owner: DraftItem, link: Link): void {
    addLink(owner.links, link.title, link.url);
  }

  /** Boxes at the start of a paragraph's lines, as a broken list leaves them; true when they became items. */
  #boxes(lines: readonly string[], from: number): boolean {
    const split = this.loneBullet === from - 1 && from > 1;
    const groups: { box: Box; from: number; to: number }[] = [];
    lines.forEach((line, i) => {
      const box = readBox(line) ?? (/^[-*+]\[/u.test(line) ? readNearBox(line.slice(1)) : null);
      const at = from + i;
      if (box !== null) groups.push({ box, from: split && i === 0 ? at - 1 : at, to: at });
      else if (split && i === 0 && this.#reading.itemCount > 0) {
        groups.push({ box: { checked: false, body: line }, from: at - 1, to: at });
      } else {
        const open = groups.at(-1);
        if (open === undefined) return;
        open.box.body += `\n${line}`;
        open.to = at;
      }
    });
    for (const [i, group] of groups.entries()) {
      const repair = `- [${group.box.checked ? 'x' : ' '}] ${group.box.body}`;
      const isSplit = split && i === 0;
      const message = isSplit
        ? 'The item was split after its bullet.'
        : 'This box has no bullet before it, so it is no list item.';
      this.#reading.diagnose(
        isSplit ? 'split_item' : 'box_outside_list',
        message,
        group.from,
        group.to,
        repair,
      );
      if (!this.#repair) continue;
      const item = draftOfBox(group.box, group, this.#reading, this.#sections, this.#env, true);
      if (item !== null) this.#reading.addItem(item, null);
    }
    return this.#repair && groups.length > 0;
  }
}
