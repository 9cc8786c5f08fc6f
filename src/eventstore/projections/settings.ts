/** How one projection is run; docs/projections.md says what each is for. Durations are milliseconds. */
export interface ProjectionSettings {
  /** Without a notification the log is looked at this often. */
  readonly requeueEvery: number;
  /** From a failure to the first new try; it doubles with each further failure. */
  readonly retryFailedAfter: number;
  /** After so many failures an event is only tried again when somebody asks. */
  readonly maxFailureCount: number;
  /** Tenants that the background works on at once. */
  readonly concurrentInstances: number;
  /** Events that a batch of live reading takes at most. */
  readonly bulkLimit: number;
  /** True: every look goes to all tenants. False: to those that something was appended to, and now and then to all. */
  readonly handleInactiveInstances: boolean;
  /** Longest time of a batch's transaction; 0 for no bound. */
  readonly transactionDuration: number;
}

/** ZITADEL's defaults, but for BulkLimit: batches of 200 spend most of their time in round trips. */
export const DEFAULT_SETTINGS: ProjectionSettings = {
  requeueEvery: 60_000,
  retryFailedAfter: 1_000,
  maxFailureCount: 5,
  concurrentInstances: 1,
  bulkLimit: 2_000,
  handleInactiveInstances: false,
  transactionDuration: 60_000,
};
