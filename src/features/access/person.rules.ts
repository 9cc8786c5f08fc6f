import type { ActorKind } from '../../eventstore/event.js';

/** Who does something, and the person behind it: what four eyes compare. */
export interface By {
  readonly id: string;
  readonly kind: ActorKind;
  /** The member, or the responsible member of a service account; null where nobody answers for it. */
  readonly person: string | null;
  /** With an API key where people could log in through a provider: some things ask for that. */
  readonly isLongLivedKey?: boolean;
  /** Persons who gave it its credential, or were given theirs by it (src/features/access/ties.ts). */
  readonly tied?: ReadonlySet<string>;
}

/** Whether a tenant wants a second person where the rules ask for one. */
export type FourEyes = 'required' | 'relaxed';

/** Either may act as the other: whoever gave a credential may have kept it. */
export const TIED =
  'one of you gave the other a key or an identity, which makes you one person here: another person is needed';

/** Why somebody cannot be the second person; null where nothing stands against it. */
export function whyNotSecond(
  by: By,
  asked: string | null,
  fourEyes: FourEyes,
  editors: readonly (string | null)[] = [],
): string | null {
  if (by.kind !== 'human' || by.person === null) return 'a person approves, not a service account';
  if (fourEyes === 'relaxed') return null;
  // Whoever holds that account's key may be the one who approves.
  if (asked === null) return 'nobody answers for the account that asked for it: a person has to ask again';
  if (by.person === asked) return 'who asked for it cannot approve it: a second person is needed';
  if (by.tied?.has(asked) === true) return TIED;
  const isEditor = (editor: string | null): boolean => editor !== null && by.tied?.has(editor) === true;
  if (editors.some(isEditor)) return TIED;
  return editors.includes(by.person) ? 'who changed the wording of the item cannot approve this' : null;
}
