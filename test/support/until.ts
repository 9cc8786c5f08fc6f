import { vi } from 'vitest';

/** Far more than anything takes that comes at all, on a machine with other work as well. */
const PATIENCE_MS = 50_000;

/** Looks again and again until it throws no more, and gives what it found. @throws what the last look threw */
export async function until<T>(look: () => T | Promise<T>): Promise<T> {
  return await vi.waitFor(look, { timeout: PATIENCE_MS, interval: 20 });
}
