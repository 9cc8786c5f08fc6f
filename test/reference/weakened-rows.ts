import type { RecordedEvent } from '../../src/eventstore/event.js';
import type { Weakened } from '../../src/features/checklists/checklist.events.js';
import type { Board } from '../../src/features/checklists/board.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import type { Subject } from './subject.js';

/** What an upgrade is compared by: what there is, the items to come, and where rules in force are written. */
interface Compared {
  readonly board: Board;
  readonly now: string;
  readonly news: ReturnType<Subject['itemsOf']>;
  readonly position: number;
  readonly floors: ReadonlyMap<string, number>;
  readonly definitionAt: (position: number) => TemplateDefinition | undefined;
}

/** The entries of an upgrade's event for the items that it asks less of, as the command makes them. */
export function weakenedRows(
  subject: Subject,
  { board, now, news, position, floors, definitionAt }: Compared,
  newId: () => string,
): Weakened[] {
  const rows = board.checklists[0]?.rows ?? [];
  const counted = subject.countedLevels(board.gates);
  const { states } = subject.settleItems(rows, { now, conditions: board.conditions, gate: null, counted });
  const sections = board.gates.flatMap(({ definition, pending }) =>
    [definition?.sections, pending?.definition.sections].filter(
      (keys) => keys !== null && keys !== undefined,
    ),
  );
  return rows.flatMap((row, at) => {
    const state = states[at];
    if (!state?.needsSecond) return [];
    const floor = row.isUpgradePending ? (floors.get(row.id) ?? position) : position;
    const definition = definitionAt(floor);
    const old = definition && subject.itemsOf(definition).get(row.id);
    if (!old) return [];
    const kinds = subject.weakenings(old, news.get(row.id) ?? null, sections, state.isBelowChoice);
    if (kinds.length === 0) return [];
    return [{ id: newId(), item: row.id, item_key: row.key, kinds, floor_position: floor }];
  });
}

/** By item, the version whose rules the newest upgrade left in force. */
export function floorsOf(events: readonly RecordedEvent[]): Map<string, number> {
  const last = events.findLast(({ type }) => type === 'checklist.upgraded');
  const weakened = (last?.payload['weakened'] ?? []) as unknown as Weakened[];
  return new Map(weakened.map(({ item, floor_position }) => [item, floor_position]));
}
