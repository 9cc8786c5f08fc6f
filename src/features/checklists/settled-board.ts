import { addDays, earlier, endOfDay } from '../items/instants.rules.js';
import { type Settlements, settleItems } from '../items/settlement.rules.js';
import type { Circumstances } from '../items/standing.rules.js';
import { type Board, type BoardChecklist, countedLevels } from './board.js';
import type { ItemRow } from './item-rows.js';

interface Kept {
  /** Of answers to conditions and levels that count. */
  readonly words: string;
  readonly gate: string | null;
  readonly from: string;
  readonly settlements: Settlements;
}

/** A checklist's states under so many different circumstances are kept. */
const MOST_KEPT = 4;
const kept = new WeakMap<BoardChecklist, Kept[]>();
const said = new WeakMap<Pick<Board, 'conditions' | 'gates'>, string>();

/**
 * The states of a checklist's items. They are computed once for as long as they hold: until an item or a condition
 * changes, or the next moment comes at which something runs out.
 */
export function settledChecklist(
  checklist: BoardChecklist,
  board: Pick<Board, 'conditions' | 'gates'>,
  now: string,
  gate: string | null,
): Settlements {
  const words = wordsOf(board);
  const own = kept.get(checklist) ?? [];
  const known = own.find(
    ({ settlements: { validUntil }, ...entry }) =>
      entry.words === words &&
      entry.gate === gate &&
      entry.from <= now &&
      (validUntil === null || now < validUntil),
  );
  if (known) return known.settlements;
  const { conditions, gates } = board;
  const circumstances: Circumstances = { now, conditions, gate, counted: countedLevels(gates) };
  const settlements = settleItems(checklist.rows, circumstances);
  kept.set(checklist, [{ words, gate, from: now, settlements }, ...own].slice(0, MOST_KEPT));
  return settlements;
}

/** Moments at which something of a checklist runs out by itself, in order. */
const momentsKept = new WeakMap<BoardChecklist, readonly string[]>();

/** The last moment up to `now` at which anything of the project's open checklists ran out; null where nothing has. */
export function lastLapse(board: Board, now: string): string | null {
  let last: string | null = null;
  for (const checklist of board.checklists) {
    if (checklist.isClosed) continue;
    const moment = momentsIn(checklist).findLast((at) => at <= now);
    if (moment !== undefined && (last === null || moment > last)) last = moment;
  }
  return last;
}

function momentsIn(checklist: BoardChecklist): readonly string[] {
  const known = momentsKept.get(checklist);
  if (known) return known;
  const moments = [...new Set(checklist.rows.flatMap(momentsOf))].sort();
  momentsKept.set(checklist, moments);
  return moments;
}

function momentsOf({ status, recursDays, effectiveAt, waivers, dueOn }: ItemRow): string[] {
  return [
    ...(status === 'checked' && recursDays !== null && effectiveAt !== null
      ? [addDays(effectiveAt, recursDays)]
      : []),
    ...waivers.map(({ expiresAt }) => expiresAt),
    ...(dueOn === null ? [] : [endOfDay(dueOn)]),
  ];
}

/** The next moment at which any item of the project may stand differently by itself. */
export function boardValidUntil(board: Board, now: string, gate: string | null): string | null {
  return board.checklists
    .filter((checklist) => !checklist.isClosed)
    .reduce<string | null>(
      (until, checklist) => earlier(until, settledChecklist(checklist, board, now, gate).validUntil),
      null,
    );
}

function wordsOf(board: Pick<Board, 'conditions' | 'gates'>): string {
  const known = said.get(board);
  if (known !== undefined) return known;
  const answers = [...board.conditions.values()].map(({ key, answer, isApproved }) => [
    key,
    answer,
    isApproved,
  ]);
  const words = JSON.stringify([answers, [...countedLevels(board.gates)].sort()]);
  said.set(board, words);
  return words;
}
