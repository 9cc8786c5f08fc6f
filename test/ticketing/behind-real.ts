import type { Behind } from '../contract/ticketing/subject.js';
import type { LiveSystem } from './live-system.js';

/** Starts a real system for the contract that fakes pass as well. */
export async function behindReal(system: LiveSystem): Promise<Behind> {
  await system.start();
  const { url, connection, titleOf: title, isClosed, comments, closeAsAna, remove } = system;
  const secret = String(connection['secret']);
  const stop = async (): Promise<void> => await system.kill();
  return { url, secret, title, isClosed, comments, closeAsAna, remove, stop, fake: null };
}
