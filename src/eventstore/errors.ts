import type { StreamRef } from './event.js';

/** A stream is not at the sequence that the append was decided on. Nothing was written. */
export class SequenceConflict extends Error {
  override readonly name = 'SequenceConflict';

  constructor(
    readonly stream: StreamRef,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${stream.type} ${stream.id} is at sequence ${actual}, the append expects ${expected}`);
  }
}

/** The project has events after the position that the append was decided on. Nothing was written. */
export class GuardConflict extends Error {
  override readonly name = 'GuardConflict';

  constructor(
    readonly project: string,
    readonly since: number,
    readonly newest: number,
  ) {
    super(`project ${project} has events up to position ${newest}, the append was decided at ${since}`);
  }
}

/** Somebody else holds the name. Nothing was written. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';

  constructor(
    readonly kind: string,
    readonly taken: string,
    readonly owner: string,
  ) {
    super(`${kind} "${taken}" is held by ${owner}`);
  }
}

/** The idempotency key was used for another request. Nothing was written. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';

  constructor(readonly key: string) {
    super(`the idempotency key "${key}" was used for another request`);
  }
}

/** The database's clock is more than 5 s behind the newest event: writes wait until somebody has looked. */
export class ClockBehind extends Error {
  override readonly name = 'ClockBehind';
}

/** The tenant has no log. */
export class UnknownTenant extends Error {
  override readonly name = 'UnknownTenant';
}

/**
 * The database did not answer. `outcome` is `unknown` where a write may have been done all the same:
 * repeat it with the same idempotency key.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(
    message: string,
    readonly outcome: 'not_done' | 'unknown',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An append that could never be recorded: no write, a stream twice, a payload that is not canonical JSON. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}

/** The caller decided on an older state of the stream (If-Match): nothing was written. */
export class StaleSequence extends Error {
  override readonly name = 'StaleSequence';

  constructor(
    readonly stream: StreamRef,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`the ${stream.type} is at sequence ${actual}, the request was made for ${expected}`);
  }
}
