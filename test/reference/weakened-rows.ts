import type { RecordedEvent } from '../../src/eventstore/event.js';
import type { Weakened } from '../../src/features/checklists/checklist.events.js';
import type { ItemRow } from '../../src/features/checklists/item-rows.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import { isRequiredAround } from './random-templates.js';
import type { Subject } from './subject.js';

/** What an upgrade is compared by: the rows there are, the items to come, and where rules in force are written. */
interface Compared {
  readonly rows: readonly ItemRow[];
  readonly news: ReturnType<Subject['itemsOf']>;
  readonly position: number;
  readonly floors: ReadonlyMap<string, number>;
  readonly definitionAt: (position: number) => TemplateDefinition | undefined;
}

/** The entries of an upgrade's event for the items that it asks less of, as the command makes them. */
export function weakenedRows(
  subject: Subject,
  { rows, news, position, floors, definitionAt }: Compared,
  newId: () => string,
): Weakened[] {
  return rows.flatMap((row) => {
    const floor = row.isUpgradePending ? (floors.get(row.id) ?? position) : position;
    const definition = definitionAt(floor);
    const old = definition && subject.itemsOf(definition).get(row.id);
    if (!old || !isRequiredAround(definition, row.id)) return [];
    const kinds = subject.weakenings(old, news.get(row.id) ?? null, []);
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
