import type { TicketSnapshot, WritableState } from '../connector.js';

/** Something to do for a connection: make a ticket, tell one what happened to its item, or see how one stands. */
export type NewJob =
  | {
      readonly kind: 'create' | 'tell';
      readonly ticket: string;
      readonly item: JobItem;
      readonly position: number;
    }
  | { readonly kind: 'observe'; readonly externalId: string; readonly snapshot: TicketSnapshot | null };

export interface JobItem {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
}

/** A job that this node holds the lease of. */
export type Job = NewJob & {
  readonly id: string;
  readonly connection: string;
  readonly attempts: number;
  /** Why it did not come to its end the last time; null at its first attempt. */
  readonly lastCode: string | null;
};
export type ObserveJob = Extract<Job, { kind: 'observe' }>;
export type OutJob = Extract<Job, { kind: 'create' | 'tell' }>;

/** A job that was given up, as the API shows it. */
export interface FailedJob {
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly kind: NewJob['kind'];
  readonly ticket: string | null;
  readonly external_id: string | null;
  readonly item: string | null;
  readonly position: number | null;
  readonly attempts: number;
  readonly code: string | null;
  readonly error: string | null;
  readonly created_at: string;
  readonly failed_at: string;
}

export interface ConnectionJob {
  readonly connection: string;
  readonly job: NewJob;
}

export interface JobCounts {
  readonly connection: string;
  readonly pending: number;
  readonly failed: number;
  readonly oldest_seconds: number;
}

export interface PollState {
  readonly changed_at: string | null;
  readonly polled_at: string | null;
  readonly failures: number;
  readonly error: string | null;
}

export type { WritableState };
