import type { Fold } from '../../eventstore/decider.js';
import { addDays, REMINDER_DAYS } from './instants.rules.js';
import { asItemEvent, type ItemEvent, type ItemSubject, LAPSE_TYPES, type LapseType } from './item.events.js';

/** What runs out, as deadlines name it. */
export const LAPSE_KINDS = {
  waiver: 'item.waiver_lapsed',
  attestation: 'item.attestation_lapsed',
  overdue: 'item.overdue',
  waiver_reminder: 'item.waiver_reminded',
  attestation_reminder: 'item.attestation_reminded',
} as const satisfies Record<string, LapseType>;
export type LapseKind = keyof typeof LAPSE_KINDS;

const REMINDS: Partial<Record<LapseKind, true>> = { waiver_reminder: true, attestation_reminder: true };

/** The lapses that have been announced of an item, as `type@time`; no rule reads it but the one below. */
export const announcedFold: Fold<ReadonlySet<string>> = {
  initial: new Set(),
  evolve: (state, recorded) => {
    const event = asItemEvent(recorded);
    if (!event || !LAPSE_TYPES.some((type) => type === event.type)) return state;
    return new Set([...state, mark(event.type, recorded.payload['due_at'] as string)]);
  },
};

/** Says, once for an item and a moment, that something ran out. Gives nothing where that was said. */
export function announceLapse(
  announced: ReadonlySet<string>,
  subject: ItemSubject,
  kind: LapseKind,
  dueAt: string,
): ItemEvent[] {
  const type = LAPSE_KINDS[kind];
  if (announced.has(mark(type, dueAt))) return [];
  const more = kind in REMINDS ? { lapses_at: addDays(dueAt, REMINDER_DAYS) } : {};
  return [{ type, revision: 1, payload: { ...subject, due_at: dueAt, ...more } }];
}

function mark(type: string, dueAt: string): string {
  return `${type}@${dueAt}`;
}
