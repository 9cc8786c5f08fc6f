/**
 * Does `work` for every one of `all`, at most `most` at once, in their order. Waits for what was begun, begins nothing
 * more after a failure, and then throws the first one.
 */
export async function atMost<T>(
  most: number,
  all: Iterable<T>,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const rest = all[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (failures.length === 0) {
      const next = rest.next();
      if (next.done) return;
      try {
        await work(next.value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
  if (failures.length > 0) throw failures[0];
}
