/** A checkpoint for somebody outside to hold. */
export interface Handover {
  readonly origin: string;
  readonly size: number;
  /** The signed note. */
  readonly note: string;
}

/**
 * Somewhere outside of the operator's hands that holds checkpoints. A witness or an object store with a lock would be
 * another one: what it takes is `put`, and `newest` where it can be asked.
 */
export abstract class Anchor {
  /** Stays the same across restarts: its state is kept under it. */
  abstract readonly name: string;
  abstract readonly kind: 'directory' | 'git' | 'webhook' | 'rfc3161';

  /** Hands a checkpoint over; gives what came back where that is worth keeping. The same one again does no harm. */
  abstract put(handover: Handover): Promise<Buffer | null>;

  /** The newest note that is held of a log; null where none is, or where the anchor cannot be asked. */
  abstract newest(origin: string): Promise<string | null>;
}

/** An anchor did not take a checkpoint, or holds another one in its place. */
export class AnchorFailed extends Error {
  override readonly name = 'AnchorFailed';
}

/** A log's name as a file or folder name. */
export function fileNameOf(origin: string): string {
  return encodeURIComponent(origin);
}
