import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import type { FourEyes } from '../access/person.rules.js';
import { asPolicyEvent, type PolicyEvent } from './policy.events.js';

/** Required until a tenant says otherwise. */
export const fourEyesFold: Fold<FourEyes> = {
  initial: 'required',
  evolve: (state, recorded) => asPolicyEvent(recorded)?.payload.after.four_eyes ?? state,
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
