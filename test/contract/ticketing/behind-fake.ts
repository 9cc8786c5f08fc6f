import { type FakeHandle, FakeSystem, type FakeTicket } from './fake-server.js';
import type { Behind } from './subject.js';

/** Starts a fake, and looks behind it. */
export async function behindFake(
  handle: FakeHandle,
  /** How exactly it tells times. */
  isWholeSeconds: boolean,
): Promise<Behind> {
  const system = new FakeSystem();
  await system.start(handle);
  const ticket = (id: string): FakeTicket => {
    const found = system.find(id);
    if (!found) throw new Error(`there is no ticket ${id}`);
    return found;
  };
  return {
    url: system.url,
    secret: 'the secret',
    fake: system,
    title: async (id) => await Promise.resolve(ticket(id).title),
    isClosed: async (id) => await Promise.resolve(ticket(id).isClosed),
    comments: async (id) => await Promise.resolve(ticket(id).comments.length),
    closeAsAna: async (id) => {
      system.set(ticket(id), true, 'ana');
      const { at } = ticket(id).change ?? { at: '' };
      return await Promise.resolve(isWholeSeconds ? `${at.slice(0, 19)}.000Z` : at);
    },
    remove: async (id) => await Promise.resolve(system.remove(ticket(id))),
    stop: async () => await Promise.resolve(system.stop()),
  };
}
