import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';
import type { FourEyes } from '../access/person.rules.js';

/** What a tenant has decided for all of its projects. */
export type PolicyEvent = {
  type: 'policy.four_eyes_set';
  revision: 1;
  payload: { before: { four_eyes: FourEyes }; after: { four_eyes: FourEyes } };
  private: { reason: string };
};

export const POLICY_EVENT_TYPES: readonly PolicyEvent['type'][] = ['policy.four_eyes_set'];

export const FOUR_EYES_STREAM: StreamRef = { type: 'policy', id: 'four-eyes' };

export function asPolicyEvent(event: RecordedEvent): PolicyEvent | null {
  return event.type === 'policy.four_eyes_set' ? (event as unknown as PolicyEvent) : null;
}

export function describePolicyEvent({ payload }: PolicyEvent): string {
  return payload.after.four_eyes === 'relaxed'
    ? 'relaxed the four eyes: one person may approve what she asked for'
    : 'asks for four eyes again';
}
