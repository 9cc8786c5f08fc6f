import type { RecordedEvent } from '../../src/eventstore/event.js';
import type { By } from '../../src/features/access/person.rules.js';
import type { ItemRow } from '../../src/features/checklists/item-rows.js';
import { itemStream } from '../../src/features/items/item.events.js';
import type { ItemState, Target } from '../../src/features/items/item.js';
import type { Subject } from './subject.js';

export const PROJECT = 'prj_1';
export const CHECKLIST = 'chk_1';

interface Scene {
  readonly events: readonly RecordedEvent[];
  readonly row: ItemRow;
  readonly by: By;
}

/** An item as a command would meet it. */
export function itemIn(
  subject: Subject,
  { events, row, by }: Scene,
): { row: ItemRow; stream: ReturnType<typeof itemStream>; state: ItemState; target: Target } {
  const stream = itemStream(CHECKLIST, row.id);
  const state = events
    .filter((event) => event.stream.type === 'item' && event.stream.id === stream.id)
    .reduce(subject.itemFold.evolve, subject.itemFold.initial);
  const rules = {
    isHumanOnly: row.isHumanOnly,
    isSummary: row.summary !== null,
    isInvariant: row.isInvariant,
    threshold: null,
  };
  const named = {
    project_key: 'shop',
    checklist_key: 'go-live',
    item_key: row.key,
    title: row.title,
    wording_hash: row.wordingHash,
  };
  return { row, stream, state, target: { subject: named, rules, by, projectId: PROJECT } };
}
