import type { Frame } from './frame.js';

/** Why the server ended a stream; the client may come back with Last-Event-ID. */
export type ClosingReason = 'shutdown' | 'slow_reader' | 'revoked' | 'renew' | 'failed';

/** Where a reader's bytes go. It calls `onReady` of the reader when it takes more after it did not. */
export interface Outlet {
  readonly isReady: boolean;
  send(frame: Frame): void;
  /** Says why, where the server wants it so, and closes. A slow reader cannot be told. */
  end(reason: ClosingReason | null): void;
}
