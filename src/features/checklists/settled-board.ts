import { earlier } from '../items/instants.rules.js';
import { type Settlements, settleItems } from '../items/settlement.rules.js';
import type { Circumstances } from '../items/standing.rules.js';
import type { Board, BoardChecklist } from './board.js';

interface Kept {
  readonly conditions: string;
  readonly gate: string | null;
  readonly from: string;
  readonly settlements: Settlements;
}

/** A checklist's states under so many different circumstances are kept. */
const MOST_KEPT = 4;
const kept = new WeakMap<BoardChecklist, Kept[]>();
const answers = new WeakMap<Board['conditions'], string>();

/**
 * The states of a checklist's items. They are computed once for as long as they hold: until an item or a condition
 * changes, or the next moment comes at which something runs out.
 */
export function settledChecklist(
  checklist: BoardChecklist,
  conditions: Board['conditions'],
  now: string,
  gate: string | null,
): Settlements {
  const words = conditionWords(conditions);
  const own = kept.get(checklist) ?? [];
  const known = own.find(
    ({ settlements: { validUntil }, ...entry }) =>
      entry.conditions === words &&
      entry.gate === gate &&
      entry.from <= now &&
      (validUntil === null || now < validUntil),
  );
  if (known) return known.settlements;
  const circumstances: Circumstances = { now, conditions, gate };
  const settlements = settleItems(checklist.rows, circumstances);
  kept.set(checklist, [{ conditions: words, gate, from: now, settlements }, ...own].slice(0, MOST_KEPT));
  return settlements;
}

/** The next moment at which any item of the project may stand differently by itself. */
export function boardValidUntil(board: Board, now: string, gate: string | null): string | null {
  return board.checklists
    .filter((checklist) => !checklist.isClosed)
    .reduce<string | null>(
      (until, checklist) =>
        earlier(until, settledChecklist(checklist, board.conditions, now, gate).validUntil),
      null,
    );
}

function conditionWords(conditions: Board['conditions']): string {
  const known = answers.get(conditions);
  if (known !== undefined) return known;
  const words = JSON.stringify(
    [...conditions.values()].map(({ key, answer, isApproved }) => [key, answer, isApproved]),
  );
  answers.set(conditions, words);
  return words;
}
