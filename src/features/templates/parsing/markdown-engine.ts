import MarkdownIt from 'markdown-it';
import type { Env, StateBlock, StateInline, Token } from 'markdown-it';

import { ChecklistTooLarge } from './checklist-errors.js';
import { LIMITS } from './limits.js';

/**
 * markdown-it with HTML off, reading blocks only; inline text is read where somebody asks for it
 * (inline-text.ts). Two block rules of our own set aside what is no content: raw blocks (HTML
 * comments, `<pre>`, `<script>`, `<style>`) and Markdoc callouts. Both give one `raw` token, whose
 * `info` says what it is and whose `meta.closed` tells whether it ended before the text did.
 */
const engine = new MarkdownIt('default', { html: false, linkify: false, typographer: false });
engine.core.ruler.enableOnly(['normalize', 'block']);

const CALLOUT = /^\{%\s*(callout|note|tip|hint|info|warning|caution|danger|alert|admonition|aside)\b/u;
const RAW_TAG = /^<(pre|script|style|textarea)(?:[\s>]|$)/iu;

/** What a parse carries along: whether unclosed comments count as text, and link definitions. */
export interface EngineEnv extends Env {
  unclosedAsText: boolean;
  /** Memo: no such end stands in these lines, so that nobody looks again. */
  noEnd?: Map<string, { start: number; end: number }>;
}

/**
 * No block of its own: it stops a text that opens dozens of blocks on each of its lines before that
 * fills the memory. (A worker that reaches its heap limit may take the whole process with it.)
 */
function budget(state: StateBlock, start: number): boolean {
  if (state.tokens.length <= LIMITS.blocks) return false;
  throw new ChecklistTooLarge('The text has more lists, quotes and paragraphs than are read.', start + 1);
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line] ?? 0);
}

function findEnd(state: StateBlock, start: number, end: number, word: string): number {
  const env = state.env as EngineEnv;
  env.noEnd ??= new Map();
  const memo = env.noEnd.get(word);
  if (memo !== undefined && start >= memo.start && end <= memo.end) return -1;
  for (let line = start; line < end; line++) {
    if (line > start && (state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) return -1;
    const text = lineAt(state, line);
    // An opening `<!-->` must not end itself.
    const rest = line === start ? text.slice(4) : text;
    const seen = word.startsWith('{%') ? rest.replaceAll(' ', '') : rest.toLowerCase();
    if (seen.includes(word)) return line;
  }
  env.noEnd.set(word, { start, end });
  return -1;
}

function rawBlock(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  const first = state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0));
  if (first !== 0x3c /* < */) return false;
  const text = lineAt(state, start);
  const tag = text.startsWith('<!--') ? 'comment' : RAW_TAG.exec(text)?.[1]?.toLowerCase();
  if (tag === undefined) return false;
  const unclosedAsText = (state.env as EngineEnv).unclosedAsText;
  if (silent && !unclosedAsText) return true;
  const last = findEnd(state, start, end, tag === 'comment' ? '-->' : `</${tag}>`);
  if (last < 0 && unclosedAsText) return false;
  if (!silent) pushRaw(state, tag, start, last < 0 ? endOfContainer(state, start, end) : last, last >= 0);
  return true;
}

function callout(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  if (state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0)) !== 0x7b /* { */)
    return false;
  const text = lineAt(state, start);
  if (!text.startsWith('{%') || !text.trimEnd().endsWith('%}')) return false;
  if (silent) return true;
  const name = CALLOUT.exec(text)?.[1];
  // Another tag, or a callout without an end, is a line of its own and hides nothing.
  const last = name === undefined ? start : findEnd(state, start, end, `{%/${name}%}`);
  pushRaw(state, name === undefined || last < 0 ? 'tag' : 'callout', start, last < 0 ? start : last, true);
  return true;
}

function endOfContainer(state: StateBlock, start: number, end: number): number {
  let line = start + 1;
  while (line < end && ((state.sCount[line] ?? 0) >= state.blkIndent || state.isEmpty(line))) line++;
  return line - 1;
}

function pushRaw(state: StateBlock, info: string, start: number, last: number, closed: boolean): void {
  state.line = last + 1;
  const token = state.push('raw', '', 0);
  token.map = [start, last + 1];
  token.info = info;
  token.meta = { closed };
  token.content = state.getLines(start, last + 1, state.blkIndent, true);
}

function commentInline(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3c || !state.src.startsWith('<!--', state.pos)) return false;
  const env = state.env as { noCommentEnd?: string };
  if (env.noCommentEnd === state.src) return false;
  const end = state.src.indexOf('-->', state.pos + 4);
  if (end < 0) {
    env.noCommentEnd = state.src;
    return false;
  }
  if (!silent) state.push('comment', '', 0).content = state.src.slice(state.pos + 4, end);
  state.pos = end + 3;
  return true;
}

// Only tags that change how words look: a `<head>` somebody forgot to quote stays a word.
const LOOK =
  /<\/?(br|b|i|em|strong|kbd|code|sub|sup|u|s|del|ins|mark|small|span|a|img|font|details|summary|p|div|center)(?:\s[^<>]{0,2000})?\/?>/iuy;

function lookInline(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3c) return false;
  LOOK.lastIndex = state.pos;
  const match = LOOK.exec(state.src);
  if (match === null) return false;
  if (!silent) state.push('look', '', 0).content = match[1]?.toLowerCase() ?? '';
  state.pos += match[0].length;
  return true;
}

engine.block.ruler.before('table', 'budget', budget);
const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'table'] };
engine.block.ruler.before('html_block', 'raw', rawBlock, interrupts);
engine.block.ruler.before('html_block', 'callout', callout, interrupts);
engine.inline.ruler.before('html_inline', 'comment', commentInline);
engine.inline.ruler.before('html_inline', 'look', lookInline);

/** A fresh environment for one document. */
export function newEnv(unclosedAsText: boolean): EngineEnv {
  return { unclosedAsText };
}

/** The blocks of a document, as markdown-it's flat tokens; inline tokens are not yet read. */
export function readBlocks(text: string, env: EngineEnv): Token[] {
  return engine.parse(text, env);
}

/** The inline tokens of one block's content. */
export function readInline(content: string, env: EngineEnv): Token[] {
  const tokens: Token[] = [];
  engine.inline.parse(content, engine, env, tokens);
  return tokens;
}
