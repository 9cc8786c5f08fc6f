/** The export is wrong: what it says cannot be so. `position` is the first one that is wrong, where one is known. */
export class NotValid extends Error {
  override readonly name = 'NotValid';

  constructor(
    message: string,
    readonly position: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Nothing can be said: a file that cannot be read, is no export, or lacks what the check needs. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

/** What was found to hold. */
export interface VerifiedExport {
  readonly origin: string;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly project: string | null;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Key names and ids that signed. */
  readonly signers: readonly string[];
  readonly events: number;
  readonly erased: number;
  /** Anchors in the export, and checkpoints that the caller brought. */
  readonly anchors: readonly VerifiedAnchor[];
}

export interface VerifiedAnchor {
  readonly size: number;
  /** RFC 3339; null where nobody vouches for a time. */
  readonly at: string | null;
  /** Whether the time comes from a time-stamp, or is only said. */
  readonly stamped: boolean;
  /** Whose certificate signed the time-stamp; null where none did or it was not checked. */
  readonly authority: string | null;
  readonly from: string;
}
