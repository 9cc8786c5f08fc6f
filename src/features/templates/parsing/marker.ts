import { LEVELS, PHASES, SETTLEMENTS } from '../template.events.js';
import type { Level, Phase, Settlement } from '../template.events.js';
import type { ItemRules } from '../template.events.js';
import { isRuleName, RULE_NAMES, type RuleName, ruleWords, setRule } from './marker-rules.js';
import { isKey } from './slug.js';

/** What an HTML comment `<!-- clearance: … -->` says about the item, heading or sign-off on its line. */
export interface Marker extends ItemRules {
  key?: string;
  level?: Level;
  phase?: Phase;
  settled_by?: Settlement;
  sign_off?: string;
}

type PlainName = 'key' | 'level' | 'phase' | 'settled_by' | 'sign_off';

const PREFIX = 'clearance:';

/** The attributes a marker may have in each place. */
const ALLOWED = {
  item: ['key', 'level', 'phase', 'settled_by', ...RULE_NAMES],
  heading: ['key', 'level', 'phase', 'if', 'unless'],
  'front matter': ['level', 'phase'],
  'sign-off': ['sign_off'],
} as const satisfies Record<string, readonly (PlainName | RuleName)[]>;
export type MarkerPlace = keyof typeof ALLOWED;

/**
 * Reads a comment's inside, for example `clearance: key=test-the-restore level=optional`.
 * Gives null when it is no marker; what cannot be used is left out and named in `problems`.
 */
export function readMarker(
  comment: string,
  place: MarkerPlace,
): { marker: Marker; problems: string[] } | null {
  const text = comment.trim();
  if (!text.startsWith(PREFIX)) return null;
  const pairs = text
    .slice(PREFIX.length)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word): [string, string] => {
      const equals = word.indexOf('=');
      return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
    });
  return readAttributes(pairs, place);
}

/** Reads name and value pairs as a marker's; see readMarker. */
export function readAttributes(
  pairs: readonly (readonly [string, string])[],
  place: MarkerPlace,
): { marker: Marker; problems: string[] } {
  const marker: Marker = {};
  const problems: string[] = [];
  const allowed: readonly string[] = ALLOWED[place];
  for (const [name, value] of pairs.slice(0, 20)) {
    if (!allowed.includes(name)) {
      problems.push(
        `a marker on this ${place} has no "${name.slice(0, 60)}"; it may have ${allowed.join(', ')}`,
      );
      continue;
    }
    const problem = isRuleName(name)
      ? setRule(marker, name, value)
      : setAttribute(marker, name as PlainName, value);
    if (problem !== null) problems.push(`${name}=${value.slice(0, 80)}: ${problem}`);
  }
  return { marker, problems };
}

function setAttribute(marker: Marker, name: PlainName, value: string): string | null {
  switch (name) {
    case 'key':
    case 'sign_off':
      if (!isKey(value)) return KEY_RULE;
      marker[name] = value;
      break;
    case 'level':
      return setOneOf(LEVELS, value, (level) => (marker.level = level));
    case 'phase':
      return setOneOf(PHASES, value, (phase) => (marker.phase = phase));
    case 'settled_by':
      return setOneOf(SETTLEMENTS, value, (settlement) => (marker.settled_by = settlement));
  }
  return null;
}

const KEY_RULE =
  'a key is lower case, of letters, digits, hyphens and dots, at most 64 characters, and not shaped like an id';

function setOneOf<Word extends string>(
  words: readonly Word[],
  value: string,
  set: (word: Word) => void,
): string | null {
  const word = words.find((known) => known === value);
  if (word === undefined) return `use ${words.join(', ')}`;
  set(word);
  return null;
}

/** Writes a marker as a comment, attributes in a fixed order; empty when it says nothing. */
export function writeMarker(marker: Marker): string {
  const names = ['key', 'level', 'phase', 'settled_by', 'sign_off'] as const;
  const words = names.flatMap((name) => (marker[name] === undefined ? [] : [`${name}=${marker[name]}`]));
  words.push(...ruleWords(marker));
  return words.length === 0 ? '' : `<!-- ${PREFIX} ${words.join(' ')} -->`;
}
