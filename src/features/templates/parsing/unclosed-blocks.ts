import type { Token } from 'markdown-it';
import { isBoxLine } from './box.js';
import { newEnv, readBlocks } from './markdown-engine.js';
import type { EngineEnv } from './markdown-engine.js';
import type { Reading } from './reading.js';

const MOST_MENDED = 8;
const OPENS_WITH_LANGUAGE = /^\s*(?:`{3,}|~{3,})\s*[\w+-]+\s*$/u;

/** A document's blocks with the environment they were read in. */
export interface Blocks {
  tokens: Token[];
  env: EngineEnv;
}

/**
 * Reads a document's blocks and reports code fences and HTML comments that are never closed and
 * swallow task items. With `repair` such a fence's opening line is taken out and such a comment is
 * read as text, so that the items come back; line numbers stay as they are.
 */
export function readMendedBlocks(lines: readonly string[], repair: boolean, reading: Reading): Blocks {
  const text = [...lines];
  let env = newEnv(false);
  let tokens = readBlocks(`${text.join('\n')}\n`, env);
  for (let mended = 0; ; mended++) {
    const comment = tokens.find((token) => isUnclosedComment(token));
    const fence = tokens.find((token) => swallowsItems(token));
    if (comment !== undefined) report(reading, lines, comment, 'unclosed_comment');
    if (fence !== undefined) report(reading, lines, fence, 'unclosed_fence');
    if (!repair || (comment === undefined && fence === undefined) || mended === MOST_MENDED) break;
    if (fence !== undefined) text[fence.map?.[0] ?? -1] = '';
    env = newEnv(env.unclosedAsText || comment !== undefined);
    tokens = readBlocks(`${text.join('\n')}\n`, env);
  }
  return { tokens, env };
}

function isUnclosedComment(token: Token): boolean {
  const meta = token.meta as { closed?: boolean } | null;
  return (
    token.type === 'raw' &&
    meta?.closed === false &&
    token.content.split('\n').some((line) => isBoxLine(line))
  );
}

function swallowsItems(token: Token): boolean {
  if (token.type !== 'fence' || token.map === null) return false;
  const inside = token.content.split('\n').slice(0, -1);
  const firstBox = inside.findIndex((line) => isBoxLine(line));
  if (firstBox < 0) return false;
  const closed = inside.length === token.map[1] - token.map[0] - 2;
  if (!closed) return true;
  // A fence that "contains" the start of another one lost its own end before it.
  const opener = inside.findIndex((line) => OPENS_WITH_LANGUAGE.test(line));
  return opener > firstBox;
}

function report(
  reading: Reading,
  lines: readonly string[],
  token: Token,
  code: 'unclosed_fence' | 'unclosed_comment',
): void {
  const [start, end] = token.map ?? [0, 0];
  const what = code === 'unclosed_fence' ? 'The code fence' : 'The comment';
  reading.diagnose(
    code,
    `${what} on line ${start + 1} is not closed where it should be and hides the items below it.`,
    start + 1,
    end,
    lines.slice(start + 1, end).join('\n'),
  );
}
