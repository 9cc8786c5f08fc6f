import type { AppendRefusal } from './append-statement.js';
import { GuardConflict, IdempotencyKeyReused, NameTaken, SequenceConflict } from './errors.js';
import type { AppendRequest } from './eventstore.js';

/** The error that tells the caller why the append function refused its append. */
export function refusalError(refusal: AppendRefusal, request: AppendRequest): Error {
  switch (refusal.kind) {
    case 'sequence':
      return new SequenceConflict({ type: refusal.type, id: refusal.id }, refusal.expected, refusal.actual);
    case 'guard':
      return new GuardConflict(refusal.project, refusal.since, refusal.newest);
    case 'name':
      return new NameTaken(refusal.name_kind, refusal.name, refusal.owner);
    case 'key_reused':
    case 'repeated':
      return new IdempotencyKeyReused(request.idempotency?.key ?? '');
  }
}
