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
  'project_changed',
  'batch_refused',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * A command that the rules do not allow. Deciders throw it; nothing was written.
 * `pointer` (RFC 6901) names the member of the command that is wrong, where one is.
 */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly pointer?: string,
  ) {
    super(message);
  }
}

/** Refusals that an auditor is to see: each is recorded as an event before its caller hears of it. */
const AUDITED_KINDS = [
  'four_eyes',
  'human_only',
  'long_lived_key',
  'invariant',
  'sign_off',
  'stale_sign_off',
  'missing_right',
  'unmet_rule',
] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

/** Keys and ids of what was refused; never what somebody wrote. */
export interface RefusalSubject {
  readonly project?: string | null;
  readonly payload: Readonly<Record<string, string | number | null>>;
}

/** A refusal that is recorded (src/eventstore/command-runner.ts). `members` go into the answer. */
export class AuditedRefusal extends Refusal {
  override readonly name = 'AuditedRefusal';

  constructor(
    readonly kind: AuditedKind,
    code: RefusalCode,
    message: string,
    readonly subject: RefusalSubject,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(code, message);
  }
}
