import type { Fold } from '../../eventstore/decider.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import { type By, type FourEyes, whyNotSecond } from '../access/person.rules.js';
import { asChecklistEvent, type ChecklistEvent, type Weakened } from './checklist.events.js';

type Payload<Type extends ChecklistEvent['type']> = Extract<ChecklistEvent, { type: Type }>['payload'];

/** Null before the checklist is applied. */
export type ChecklistState = Payload<'checklist.applied'> & {
  readonly projectId: string;
  readonly isClosed: boolean;
  /** Who asked to close it; null where nobody has since it was applied or upgraded. */
  readonly closing: { readonly person: string | null } | null;
  /** By item: what the newest upgrades would take from it, with who asked. Approvals stand with the item. */
  readonly weakened: ReadonlyMap<string, Weakened & { readonly person: string | null }>;
  /** By item whose wording an upgrade changed: who changed it. */
  readonly editors: ReadonlyMap<string, readonly (string | null)[]>;
};

export const checklistFold: Fold<ChecklistState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asChecklistEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'checklist.applied':
        return {
          ...event.payload,
          projectId: recorded.project ?? '',
          isClosed: false,
          closing: null,
          weakened: new Map(),
          editors: new Map(),
        };
      case 'checklist.upgraded': {
        const { weakened, reworded, editors, person, items: _, ...payload } = event.payload;
        return (
          state && {
            ...state,
            ...payload,
            closing: null,
            weakened: new Map(weakened.map((entry) => [entry.item, { ...entry, person }])),
            editors: new Map([...state.editors, ...reworded.map((item) => [item, editors] as const)]),
          }
        );
      }
      case 'checklist.closing_requested':
        return state && { ...state, closing: { person: event.payload.person } };
      case 'checklist.closed':
        return state && { ...state, isClosed: true };
    }
  },
};

/** Applies a template version to a project: a pinned copy. Refuses a checklist that is there already. */
export function applyChecklist(
  state: ChecklistState | null,
  payload: Payload<'checklist.applied'>,
): ChecklistEvent[] {
  if (state) throw new Refusal('already_exists', 'the checklist has been applied');
  return [{ type: 'checklist.applied', revision: 1, payload }];
}

/** Takes over another version of the template. Refuses the version there is, and a closed checklist. */
export function upgradeChecklist(
  state: ChecklistState,
  payload: Payload<'checklist.upgraded'>,
): ChecklistEvent[] {
  refuseClosed(state);
  // What nobody answers for can be approved by nobody: a person may bring the same version in again.
  const isOrphan =
    payload.person !== null && [...state.weakened.values()].some(({ person }) => person === null);
  if (payload.template_version === state.template_version && !isOrphan)
    throw new Refusal(
      'no_change',
      `the checklist ${state.key} has version ${state.template_version} already`,
    );
  return [{ type: 'checklist.upgraded', revision: 1, payload }];
}

/**
 * Ends a checklist: it stays readable and counts in no gate any more. That takes what is in it out of every verdict, so
 * where something that counts is open, failed, waived or has to be attested anew, one person asks and another one closes.
 */
export function closeChecklist(
  state: ChecklistState,
  command: { by: By; reason: string; unsettled: number; fourEyes: FourEyes },
): ChecklistEvent[] {
  refuseClosed(state);
  const { by, reason, unsettled, fourEyes } = command;
  const payload = { key: state.key, project_key: state.project_key, person: by.person, unsettled };
  const event = { revision: 1 as const, payload, private: { reason } };
  if (unsettled === 0 || fourEyes === 'relaxed') return [{ type: 'checklist.closed', ...event }];
  // Where nobody answers for who asked, the next one asks.
  if (!state.closing?.person) return [{ type: 'checklist.closing_requested', ...event }];
  const against = whyNotSecond(by, state.closing.person, fourEyes);
  if (against === null) return [{ type: 'checklist.closed', ...event }];
  throw new AuditedRefusal(
    'four_eyes',
    'not_allowed',
    `${unsettled} items that count are not settled for good: ${against}`,
    {
      project: state.projectId,
      payload: { project_key: state.project_key, checklist_key: state.key, action: 'checklist closing' },
    },
  );
}

export function refuseClosed(state: ChecklistState): void {
  if (state.isClosed) throw new Refusal('closed', `the checklist ${state.key} is closed`);
}
