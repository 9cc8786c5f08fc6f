import { parse } from 'yaml';
import type { ConditionDefinition } from '../template.events.js';
import { LIMITS } from './limits.js';
import { readAttributes } from './marker.js';
import type { Marker } from './marker.js';
import type { Diagnostic } from './parsed-checklist.js';
import { isKey } from './slug.js';
import { collapse, cut } from './source-lines.js';

/** What stands between `---` lines at the top of a document. */
export interface FrontMatter {
  /** How many lines it takes, with both fences; 0 when there is none. */
  lines: number;
  title?: string;
  description?: string;
  defaults: Pick<Marker, 'level' | 'phase'>;
  /** Questions that items stand under, by key. */
  conditions: ConditionDefinition[];
  diagnostics: Diagnostic[];
}

const NONE: FrontMatter = { lines: 0, defaults: {}, conditions: [], diagnostics: [] };
const FIELD = /^["']?[\p{L}_][\p{L}\p{N}_ -]{0,60}["']?\s?:(?:\s|$)/u;

/**
 * Reads YAML front matter: its `title`, its `description`, and `clearance: {level, phase}` as defaults for the whole
 * document, with `conditions: {key: question}`. A first line `---` that no mapping follows is a thematic break, not front matter.
 */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  if (lines[0]?.trimEnd() !== '---') return NONE;
  const end = lines.findIndex((line, i) => i > 0 && (line.trimEnd() === '---' || line.trimEnd() === '...'));
  if (end < 0) return NONE;
  const inside = lines.slice(1, end);
  const first = inside.find((line) => line.trim() !== '' && !line.startsWith('#'));
  if (first === undefined ? inside.some((line) => line.trim() !== '') : !FIELD.test(first)) return NONE;
  const bad = (message: string): FrontMatter => ({
    lines: end + 1,
    defaults: {},
    conditions: [],
    diagnostics: [{ code: 'bad_front_matter', message, from_line: 1, to_line: end + 1 }],
  });
  const yaml = inside.join('\n');
  if (yaml.length > LIMITS.front_matter) return bad('The front matter is too long to be read.');
  let value: unknown;
  try {
    value = parse(yaml, { schema: 'core', maxAliasCount: 20, logLevel: 'error', uniqueKeys: false });
  } catch {
    return bad('The front matter is no valid YAML; its title and defaults were not read.');
  }
  const fields: Record<string, unknown> = isRecord(value) ? value : {};
  const matter: FrontMatter = { lines: end + 1, defaults: {}, conditions: [], diagnostics: [] };
  for (const name of ['title', 'description'] as const) {
    const words = fields[name];
    if (typeof words !== 'string') continue;
    const clean = words.toWellFormed().replaceAll('\0', '');
    const text = name === 'title' ? collapse(clean) : clean.split('\n').map(collapse).join('\n').trim();
    if (text !== '') matter[name] = text;
  }
  if (fields['clearance'] === undefined) return matter;
  const { conditions, ...rest } = isRecord(fields['clearance']) ? fields['clearance'] : {};
  matter.conditions = readConditions(conditions);
  const pairs = Object.entries(rest);
  if (pairs.length === 0) {
    if (matter.conditions.length > 0) return matter;
    const shape = '"clearance" in the front matter is {level, phase, conditions: {key: question}}.';
    return { ...matter, diagnostics: bad(shape).diagnostics };
  }
  const { marker, problems } = readAttributes(
    pairs.map(([name, given]) => [name, typeof given === 'string' ? given : '?']),
    'front matter',
  );
  matter.defaults = marker;
  matter.diagnostics = problems.map((problem) => ({
    code: 'bad_marker',
    message: `In the front matter, ${problem}.`,
    from_line: 1,
    to_line: end + 1,
  }));
  return matter;
}

// A question without a proper key is left out; an item that names it shows up with the key for a question.
function readConditions(given: unknown): ConditionDefinition[] {
  if (!isRecord(given)) return [];
  return Object.entries(given)
    .slice(0, LIMITS.conditions)
    .flatMap(([key, question]) => {
      const words =
        typeof question === 'string' ? collapse(question.toWellFormed().replaceAll('\0', '')) : '';
      return isKey(key) && words !== '' ? [{ key, question: cut(words, LIMITS.title) }] : [];
    });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
