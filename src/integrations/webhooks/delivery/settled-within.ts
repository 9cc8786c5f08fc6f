/**
 * What the promise gives, or null where it takes longer than `ms` or the signal comes first; it goes on by itself then,
 * and may be waited for again. Throws what it throws. Without a promise it is a pause.
 */
export async function settledWithin<T>(
  promise: Promise<T> | null,
  ms: number,
  signal: AbortSignal,
): Promise<T | null> {
  if (signal.aborted) return null;
  const { promise: over, resolve } = Promise.withResolvers<null>();
  const end = (): void => resolve(null);
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await (promise ? Promise.race([promise, over]) : over);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
