/**
 * Keeps `inFlight` calls of `work` under way for some seconds. `work` gets the number of its lane (from 0) and of its
 * turn in it, and gives how many events it made (nothing: 1).
 * @returns how many events there were, in how many seconds
 */
export async function keepInFlight(inFlight, seconds, work) {
  const began = performance.now();
  const end = began + seconds * 1_000;
  let done = 0;
  const lane = async (number) => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const made = await work(number, turn);
      done += made ?? 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, number) => lane(number)));
  return { done, seconds: (performance.now() - began) / 1_000 };
}
