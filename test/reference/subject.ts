import type * as Board from '../../src/features/checklists/board.js';
import type * as Items from '../../src/features/checklists/projections/items.projection.js';
import type * as Anew from '../../src/features/conditions/asked-anew.rules.js';
import type * as Conditions from '../../src/features/conditions/condition.js';
import type * as Gates from '../../src/features/gates/gate.js';
import type * as SignOffs from '../../src/features/gates/sign-offs.rules.js';
import type * as Item from '../../src/features/items/item.js';
import type * as Settlement from '../../src/features/items/settlement.rules.js';
import type * as Waiver from '../../src/features/items/waiver.js';
import type * as Digest from '../../src/features/readiness/digest.rules.js';
import type * as Named from '../../src/features/readiness/gate-named.js';
import type * as Readiness from '../../src/features/readiness/readiness.rules.js';
import type * as Reasons from '../../src/features/readiness/sign-off-reasons.rules.js';
import type * as Rows from '../../src/eventstore/projections/row-set.js';
import type * as Upgrade from '../../src/features/checklists/upgrade.rules.js';
import type { RecordedEvent } from '../../src/eventstore/event.js';

/** The code under test: the rules themselves, or a copy of them with a fault in it. */
export type Subject = typeof Board &
  typeof Items &
  typeof Anew &
  typeof Conditions &
  typeof Gates &
  typeof SignOffs &
  typeof Item &
  typeof Settlement &
  typeof Waiver &
  typeof Digest &
  typeof Named &
  typeof Readiness &
  typeof Reasons &
  typeof Rows &
  typeof Upgrade;

/** Where its parts are, below src. */
export const SUBJECT_FILES = [
  'features/checklists/board.ts',
  'features/checklists/projections/items.projection.ts',
  'features/conditions/asked-anew.rules.ts',
  'features/conditions/condition.ts',
  'features/gates/gate.ts',
  'features/gates/sign-offs.rules.ts',
  'features/items/item.ts',
  'features/items/settlement.rules.ts',
  'features/items/waiver.ts',
  'features/readiness/digest.rules.ts',
  'features/readiness/gate-named.ts',
  'features/readiness/readiness.rules.ts',
  'features/readiness/sign-off-reasons.rules.ts',
  'eventstore/projections/row-set.ts',
  'features/checklists/upgrade.rules.ts',
] as const;

export interface SubjectAnswer {
  readonly verdict: string;
  readonly score: number | null;
  readonly counts: object;
  readonly statuses: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
  readonly digest: string;
}

/** The board of a project after the events up to a position. */
export function boardAt(
  subject: Subject,
  events: readonly RecordedEvent[],
  project: string,
  position: number,
): Board.Board {
  const { itemsProjection, RowSet, boardOf } = subject;
  const rows = new RowSet(itemsProjection.tables, true);
  const byPosition = new Map(events.map((event) => [event.position, event]));
  for (const event of events) {
    if (event.position > position || event.project !== project) continue;
    if (itemsProjection.eventTypes.includes(event.type)) itemsProjection.reduce(rows, event, byPosition);
  }
  return boardOf(rows, project);
}

/** Judges a board as the service does, with all that can be compared. */
export function judge(subject: Subject, board: Board.Board, gateKey: string, now: string): SubjectAnswer {
  const { gate, row } = subject.gateNamed(board, gateKey);
  const statuses: Record<string, string> = {};
  const found = board.checklists
    .filter((checklist) => !checklist.isClosed)
    .map((checklist) => {
      const counted = subject.countedLevels(board.gates);
      const circumstances = { now, conditions: board.conditions, gate: gate.key, counted };
      const { states } = subject.settleItems(checklist.rows, circumstances);
      checklist.rows.forEach((item, at) => {
        statuses[`${checklist.key}/${item.key}`] = states[at]?.status ?? '';
      });
      const assessment = subject.assessChecklist(checklist.rows, states, gate);
      return { assessment, part: subject.digestPart(checklist.rows, states, assessment.scope) };
    });
  const digest = subject.readinessDigest(
    gate,
    found.map(({ part }) => part),
    board.conditions,
  );
  const roles = row?.definition ? subject.roleStandings(row.definition, row.signOffs, digest) : [];
  const conclusion = subject.conclude(
    found.map(({ assessment }) => assessment),
    subject.signOffReasons(roles),
  );
  const { verdict, score, counts, reasons } = conclusion;
  const lines = reasons.map(
    ({ code, checklist, item, role }) => `${code} ${checklist ?? '-'} ${item ?? '-'} ${role ?? '-'}`,
  );
  return { verdict, score, counts, statuses, reasons: lines.sort(), digest };
}
