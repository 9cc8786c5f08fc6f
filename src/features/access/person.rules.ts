import type { ActorKind } from '../../eventstore/event.js';

/** Who does something, and the person behind it: what four eyes compare. */
export interface By {
  readonly id: string;
  readonly kind: ActorKind;
  /** The member, or the responsible member of a service account; null where nobody answers for it. */
  readonly person: string | null;
}

/** Whether a tenant wants a second person where the rules ask for one. */
export type FourEyes = 'required' | 'relaxed';
