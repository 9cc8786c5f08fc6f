import type { Decision } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { accountStream } from '../access.events.js';
import { accountFold, type AccountKind, type AccountState, noSuchAccount } from '../account.js';

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
