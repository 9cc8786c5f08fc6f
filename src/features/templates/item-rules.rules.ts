import type { ConditionDefinition, ItemRules, Threshold } from './template.events.js';

/** Only the rules of an item, only those that are there, as plain values: what events and hashes may hold. */
export function rulesOf(item: ItemRules): ItemRules {
  const { when, recurs_days, human_only, summary, threshold, invariant } = item;
  return {
    ...(when && { when: { condition: when.condition, answer: when.answer } }),
    ...(recurs_days !== undefined && { recurs_days }),
    ...(human_only === true && { human_only }),
    ...(summary && { summary }),
    ...(threshold && { threshold: thresholdOf(threshold) }),
    ...(invariant === true && { invariant }),
  };
}

/** True where two items are subject to the same rules. */
export function sameRules(one: ItemRules, other: ItemRules): boolean {
  return JSON.stringify(rulesOf(one)) === JSON.stringify(rulesOf(other));
}

const BOUND = /^(-?\d{1,15}(?:\.\d{1,6})?)\s*(\S{0,20})$/u;

/** Reads `200ms`, `99.9 %` or `3` as a bound; null where it is none. */
export function readThreshold(bound: Threshold['bound'], text: string): Threshold | null {
  const [, value, unit = ''] = BOUND.exec(text.trim()) ?? [];
  return value === undefined ? null : { bound, value, unit };
}

/** In words: `at most 200 ms`. */
export function thresholdWords({ bound, value, unit }: Threshold): string {
  return `${bound === 'at_most' ? 'at most' : 'at least'} ${value}${unit === '' ? '' : ` ${unit}`}`;
}

/**
 * Whether a measured value keeps a bound; null where it is no number of the bound's unit. A value without a unit is
 * taken to be in the bound's.
 */
export function keepsThreshold(threshold: Threshold, measured: string): boolean | null {
  const read = readThreshold(threshold.bound, measured);
  if (!read || (read.unit !== '' && read.unit !== threshold.unit)) return null;
  const [value, bound] = [Number(read.value), Number(threshold.value)];
  return threshold.bound === 'at_most' ? value <= bound : value >= bound;
}

/** The question of a condition that nobody has put into words. */
export function questionOf(key: string): string {
  return key.replaceAll('-', ' ');
}

interface AskingItem extends ItemRules {
  readonly items: readonly AskingItem[];
}

/** The conditions that a definition asks: those declared, then those that items name without a declaration. */
export function conditionsOf(definition: {
  readonly conditions?: readonly ConditionDefinition[];
  readonly sections: readonly { readonly items: readonly AskingItem[] }[];
}): ConditionDefinition[] {
  const found = new Map((definition.conditions ?? []).map((condition) => [condition.key, condition]));
  const visit = (item: AskingItem): void => {
    const key = item.when?.condition;
    if (key !== undefined && !found.has(key)) found.set(key, { key, question: questionOf(key) });
    for (const child of item.items) visit(child);
  };
  for (const section of definition.sections) for (const item of section.items) visit(item);
  return [...found.values()];
}

function thresholdOf({ bound, value, unit }: Threshold): Threshold {
  return { bound, value, unit };
}
