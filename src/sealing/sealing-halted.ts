/** Why the sealer may not go on with a log. */
const HALT_REASONS = [
  'gap',
  'root_differs',
  'behind_held_checkpoint',
  'not_consistent',
  'unknown_signer',
  'invalid_leaf',
] as const;
export type HaltReason = (typeof HALT_REASONS)[number];

/**
 * The log is not what it was: going on would sign a second history. Nothing is signed until an operator has looked;
 * the message says what was found and what to do. `position` is the first one that is wrong, where one is known.
 */
export class SealingHalted extends Error {
  override readonly name = 'SealingHalted';

  constructor(
    readonly reason: HaltReason,
    message: string,
    readonly position: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
