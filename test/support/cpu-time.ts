/**
 * Milliseconds of CPU that this thread has taken so far. For tests that bound the work of code: unlike a clock, it says
 * the same however busy the machine is.
 */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
