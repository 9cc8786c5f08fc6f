import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import type { FourEyes } from '../access/person.rules.js';
import { asPolicyEvent, type PolicyEvent } from './policy.events.js';

/** Required until a tenant says otherwise. */
export const fourEyesFold: Fold<FourEyes> = {
  initial: 'required',
  evolve: (state, recorded) => asPolicyEvent(recorded)?.payload.after.four_eyes ?? state,
};

/** A time in which one person was enough: positions of the events that began and ended it; `to` null for still. */
export interface RelaxedSpan {
  readonly from: number;
  readonly to: number | null;
}

/** The times in which the four eyes were relaxed, oldest first. */
export const relaxedFold: Fold<readonly RelaxedSpan[]> = {
  initial: [],
  evolve: (spans, recorded) => {
    const four_eyes = asPolicyEvent(recorded)?.payload.after.four_eyes;
    if (four_eyes === 'relaxed') return [...spans, { from: recorded.position, to: null }];
    if (four_eyes !== 'required') return spans;
    return spans.map((span) => ({ ...span, to: span.to ?? recorded.position }));
  },
};

export function setFourEyes(state: FourEyes, fourEyes: FourEyes, reason: string): PolicyEvent[] {
  if (state === fourEyes) throw new Refusal('no_change', `four eyes are ${fourEyes} already`);
  return [
    {
      type: 'policy.four_eyes_set',
      revision: 1,
      payload: { before: { four_eyes: state }, after: { four_eyes: fourEyes } },
      private: { reason },
    },
  ];
}
