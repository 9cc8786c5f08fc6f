import type { Decision } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream } from '../access.events.js';
import { accountFold, type AccountState } from '../account.js';

/** Kinds of accounts that people add: members and service accounts. */
export type AccountKind = 'human' | 'service';

/** Which account a command is for, and what the caller had seen of it. */
export interface AccountTarget {
  readonly kind: AccountKind;
  readonly id: string;
  /** Null where the newest state is good enough. */
  readonly ifMatch: number | null;
}

/** Reads an account to decide on it. Throws Refusal not_found, also for one of another kind, and StaleSequence. */
export async function loadAccount(decision: Decision, target: AccountTarget): Promise<AccountState> {
  const stream = accountStream(target.id);
  const { state, sequence } = await decision.load(stream, accountFold);
  if (state?.kind !== target.kind) throw noSuchAccount(target.kind, target.id);
  if (target.ifMatch !== null && target.ifMatch !== sequence)
    throw new StaleSequence(stream, target.ifMatch, sequence);
  return state;
}

export function noSuchAccount(kind: AccountKind, id: string): Refusal {
  return new Refusal('not_found', `there is no ${kind === 'human' ? 'member' : 'service account'} "${id}"`);
}
