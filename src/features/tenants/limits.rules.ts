/** What a tenant may use up; null for a limit that it has not. */
export interface Limits {
  /** Items in all of its checklists. */
  readonly items: number | null;
  /** Events that its requests record in a day (UTC). */
  readonly events_per_day: number | null;
  /** Requests with a credential of it, on all nodes together. */
  readonly requests_per_minute: number | null;
}

/** Of tenants that nobody has set limits for: far above what a busy installation was seen to need. */
export const DEFAULT_LIMITS: Limits = {
  items: 1_000_000,
  events_per_day: 10_000_000,
  requests_per_minute: 600_000,
};
