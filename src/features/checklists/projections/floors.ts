import type { Row } from '../../../eventstore/projections/table-spec.js';
import type { Weakened } from '../checklist.events.js';
import { newAlternatives } from '../upgrade.rules.js';
import { type Placed, ruleColumns } from './item-rows-of-template.js';
import type { PendingUpgradeRow, RuleColumns } from './items-tables.js';

const RANK: Readonly<Record<string, number>> = { required: 2, recommended: 1, optional: 0 };

/**
 * The columns of an item that is taken out from below others, until a second person agrees: it counts at the top, as the
 * strongest of what it stood below counted. `befores`: the rows in force by item.
 */
export function lifted(befores: ReadonlyMap<string, Row | null>, row: Row): Row {
  const { level = null, phase = null, section = null, section_title = null } = row;
  let held: Row = { level, phase, section, section_title };
  for (let above = parentOf(befores, row); above; above = parentOf(befores, above)) {
    if (rankOf(above) < rankOf(held)) continue;
    const { level: ofAbove = null, phase: when = null, section: where = null, section_title: title } = above;
    held = { level: ofAbove, phase: when, section: where, section_title: title ?? null };
  }
  return { ...held, parent: null };
}

function parentOf(befores: ReadonlyMap<string, Row | null>, { parent }: Row): Row | null {
  return typeof parent === 'string' ? (befores.get(parent) ?? null) : null;
}

function rankOf({ level }: Row): number {
  return RANK[String(level)] ?? 0;
}

/**
 * The rules that hold while an upgrade of an item waits: those of the version before. A question that reads otherwise
 * excludes nothing until then; `top`: see lifted.
 */
export function floorOf(weak: Weakened, old: Placed, next: Placed, top: Row | null): Row {
  const held = {
    ...ruleColumns(old),
    ...(weak.kinds.includes('question') ? { condition: null, condition_answer: null } : {}),
  };
  return weak.kinds.includes('parent') ? { ...held, parent: null, ...top } : { ...held, parent: next.parent };
}

/** What waits with an item, for its row. `old` is missing where the version before had it not. */
export function pendingUpgrade(
  weak: Weakened,
  rules: RuleColumns,
  old: Placed | undefined,
  next: Placed,
): string {
  const { id, kinds } = weak;
  const alternatives = old && kinds.includes('alternatives') ? newAlternatives(old.item, next.item) : [];
  return JSON.stringify({ id, kinds, rules, alternatives } satisfies PendingUpgradeRow);
}
