/** Why a command was not accepted, in words a program can test. One list, so that a reader sees them all. */
export const REFUSAL_CODES = [
  'invalid',
  'not_found',
  'already_exists',
  'closed',
  'no_change',
  'not_allowed',
  'precondition_failed',
  'not_derivable',
  'limit_reached',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * A command that the rules do not allow. Deciders throw it; nothing was written.
 * `pointer` (RFC 6901) names the member of the command that is wrong, where one is.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly pointer?: string,
  ) {
    super(message);
  }
}
