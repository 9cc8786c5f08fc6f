import type { Token } from 'markdown-it';
import type { Level, Phase } from '../template.events.js';
import type { FrontMatter } from './front-matter.js';
import { inlineText } from './inline-text.js';
import { LIMITS } from './limits.js';
import type { EngineEnv } from './markdown-engine.js';
import { readMarker } from './marker.js';
import type { Marker } from './marker.js';
import { phaseOfHeading } from './phase-of-heading.js';
import type { Reading } from './reading.js';
import { cut } from './source-lines.js';

interface Heading {
  depth: number;
  title: string;
  marker: Marker;
  inferred: Phase | null;
}

/** Follows the headings of a document, and knows what they say about the items below them. */
export class MarkdownSections {
  /** The first level-one heading, which titles the document. */
  titleHeading: { title: string; line: number } | null = null;
  firstHeading: string | null = null;
  /** True until a heading comes that is not the document's title: what stands here is about all of it. */
  aboveSections = true;
  readonly #reading: Reading;
  readonly #matter: Pick<FrontMatter, 'title' | 'defaults'>;
  readonly #env: EngineEnv;
  readonly #open: Heading[] = [];

  constructor(reading: Reading, matter: Pick<FrontMatter, 'title' | 'defaults'>, env: EngineEnv) {
    this.#reading = reading;
    this.#matter = matter;
    this.#env = env;
  }

  heading(content: Token, depth: number, from: number, to: number): void {
    const inline = inlineText(content.content, this.#env);
    const title = cut(inline.text === '' ? inline.withImages : inline.text, LIMITS.title);
    if (title === '') return;
    const marker = this.#marker(inline.comments, from, to);
    // What titles the whole document says nothing about when its parts are to be done.
    const titles = depth === 1 && this.firstHeading === null && (this.#matter.title ?? title) === title;
    if (depth === 1 && this.titleHeading === null) {
      this.titleHeading = { title, line: from };
      // Badges and language links above the title introduce nothing.
      if (this.#reading.itemCount === 0) this.#reading.description = null;
    }
    this.firstHeading ??= title;
    this.aboveSections = titles;
    while ((this.#open.at(-1)?.depth ?? 0) >= depth) this.#open.pop();
    const path = this.#open.map((heading) => heading.title);
    this.#open.push({ depth, title, marker, inferred: titles ? null : phaseOfHeading(title) });
    this.#reading.startSection({
      title,
      path,
      lines: { from_line: from, to_line: to },
      items: [],
      ...(marker.key === undefined ? {} : { key: marker.key }),
    });
  }

  /** The level of an item that says none itself: from the nearest marker above, else `required`. */
  get level(): Level {
    return (
      this.#open.findLast((heading) => heading.marker.level)?.marker.level ??
      this.#matter.defaults.level ??
      'required'
    );
  }

  /**
   * The phase of an item that says none itself: the nearest heading that has a marker for it or
   * whose words name one (phase-of-heading.ts), then the front matter, else `before`.
   */
  get phase(): Phase {
    const heading = this.#open.findLast((open) => open.marker.phase ?? open.inferred);
    return heading?.marker.phase ?? heading?.inferred ?? this.#matter.defaults.phase ?? 'before';
  }

  /** The condition under which everything below a heading stands: the nearest one's. */
  get rules(): Pick<Marker, 'when'> {
    const when = this.#open.findLast((heading) => heading.marker.when)?.marker.when;
    return when ? { when } : {};
  }

  #marker(comments: readonly string[], from: number, to: number): Marker {
    for (const comment of comments) {
      const read = readMarker(comment, 'heading');
      if (read === null) continue;
      for (const problem of read.problems) this.#reading.diagnose('bad_marker', `${problem}.`, from, to);
      return read.marker;
    }
    return {};
  }
}
