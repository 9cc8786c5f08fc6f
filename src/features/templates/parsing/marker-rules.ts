import { readThreshold } from '../item-rules.rules.js';
import { type ItemRules, SUMMARIES } from '../template.events.js';
import { isKey } from './slug.js';

/** Attributes of a marker that say what an item is subject to. */
export const RULE_NAMES = [
  'if',
  'unless',
  'recurs_days',
  'human_only',
  'summary',
  'at_most',
  'at_least',
  'invariant',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

const LONGEST_RECURRENCE = 3650;

export function isRuleName(name: string): name is RuleName {
  return (RULE_NAMES as readonly string[]).includes(name);
}

/** Reads one attribute into the rules; gives what is wrong with it, null for nothing. */
export function setRule(rules: ItemRules, name: RuleName, value: string): string | null {
  switch (name) {
    case 'if':
    case 'unless':
      if (!isKey(value)) return 'name a condition by its key: lower case letters, digits, hyphens and dots';
      rules.when = { condition: value, answer: name === 'if' };
      return null;
    case 'recurs_days': {
      const days = /^\d{1,4}$/u.test(value) ? Number(value) : 0;
      if (days < 1 || days > LONGEST_RECURRENCE) return `give days, 1 to ${LONGEST_RECURRENCE}`;
      rules.recurs_days = days;
      return null;
    }
    case 'human_only':
    case 'invariant':
      if (value !== '' && value !== 'true') return 'leave the value out, or say true';
      rules[name] = true;
      return null;
    case 'summary': {
      const summary = SUMMARIES.find((known) => known === value);
      if (!summary) return `use ${SUMMARIES.join(', ')}`;
      rules.summary = summary;
      return null;
    }
    case 'at_most':
    case 'at_least': {
      const threshold = readThreshold(name, value);
      if (!threshold) return 'give a number and its unit without a space, such as 200ms';
      rules.threshold = threshold;
      return null;
    }
  }
}

/** The rules as attributes, in a fixed order; a unit stands behind its number without a space. */
export function ruleWords(rules: ItemRules): string[] {
  const { when, recurs_days, human_only, summary, threshold, invariant } = rules;
  return [
    ...(when ? [`${when.answer ? 'if' : 'unless'}=${when.condition}`] : []),
    ...(recurs_days === undefined ? [] : [`recurs_days=${recurs_days}`]),
    ...(human_only === true ? ['human_only=true'] : []),
    ...(summary ? [`summary=${summary}`] : []),
    ...(threshold ? [`${threshold.bound}=${threshold.value}${threshold.unit}`] : []),
    ...(invariant === true ? ['invariant=true'] : []),
  ];
}
