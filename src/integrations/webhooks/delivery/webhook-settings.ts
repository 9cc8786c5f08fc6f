/** What may be set otherwise in tests; the defaults are documented in docs/webhooks.md. */
export class WebhookSettings {
  /** Events that are read and handled together. */
  batch = 100;
  /** Deliveries to one endpoint at once, of different aggregates. */
  atOnce = 4;
  /** The same where one after the other gets through. */
  mostAtOnce = 16;
  /** Milliseconds after which a worker looks although nothing was heard. */
  pollMs = 30_000;
  /** Milliseconds between looks for endpoints that nobody delivers to. */
  scanMs = 2_000;
  /** Milliseconds after which another node takes over from one that is silent. */
  leaseMs = 15_000;
  /** Where events of so many aggregates fail in a row, no new one is tried until one of those gets through. */
  circuitAfter = 3;
  /** So many deliveries wait for one before them at most; then the endpoint as a whole waits. */
  mostWaiting = 1_000;
  /** Delivered and dead ones are forgotten after so many days, and but for so many of the newest. */
  keepDays = 30;
  keepNewest = 10_000;
  /** The clock that retries go by, in milliseconds since 1970. */
  now: () => number = Date.now;
  /** From 0 to 1. */
  random: () => number = Math.random;
}
