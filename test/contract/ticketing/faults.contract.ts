import { expect, it } from 'vitest';
import type { TicketConnector, TicketDraft } from '../../../src/integrations/ticketing/connector.js';
import type { FakeSystem } from './fake-server.js';
import type { Behind } from './subject.js';

interface Scene {
  readonly behind: Behind;
  readonly connector: TicketConnector;
  readonly draft: (name: string) => TicketDraft;
}

/** What every connector makes of a system that says no, and of one with many tickets. Nothing behind a real one. */
export function describeFaults(scene: () => Scene): void {
  /** What comes of asking while the system answers so. */
  const answered = async (status: number, headers: Record<string, string> = {}, body: unknown = {}) => {
    const { behind, connector, draft } = scene();
    if (behind.fake) behind.fake.next = { status, headers, body };
    return await connector.create(draft('faulty')).catch((error: unknown) => error);
  };
  const withFake = (name: string, work: (fake: FakeSystem) => Promise<void>): void =>
    it(name, async ({ skip }) => {
      const { fake } = scene().behind;
      if (fake) await work(fake);
      else skip('a real system is not told to fail');
    });

  withFake('waits for as long as a system says that it was asked too much', async () => {
    const reset = `${Math.floor(Date.now() / 1000) + 90}`;
    const soon = new Date(Date.now() + 45_000).toUTCString();
    for (const [status, headers, least, most] of [
      [429, { 'retry-after': '17' }, 17, 17],
      [429, { 'retry-after': soon }, 40, 45],
      [403, { 'retry-after': '30' }, 30, 30],
      [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, 80, 90],
    ] as const) {
      const error = await answered(status, headers);
      expect(error).toMatchObject({ code: 'throttled' });
      const { retryAfter } = error as { retryAfter: number };
      expect(retryAfter).toBeGreaterThanOrEqual(least);
      expect(retryAfter).toBeLessThanOrEqual(most);
    }
    const unsaid = { message: 'You have exceeded a secondary rate limit.' };
    expect(await answered(403, {}, unsaid)).toMatchObject({ code: 'throttled', retryAfter: 60 });
    expect(await answered(429)).toMatchObject({ code: 'throttled', retryAfter: null });
  });

  withFake('tells what passes from what stays', async () => {
    expect(await answered(503, { 'retry-after': '9' })).toMatchObject({ code: 'unavailable', retryAfter: 9 });
    expect(await answered(502)).toMatchObject({ code: 'unavailable' });
    expect(await answered(403)).toMatchObject({ code: 'unauthorized' });
    expect(await answered(422)).toMatchObject({ code: 'rejected' });
    expect(await answered(302, { location: 'http://169.254.169.254/' })).toMatchObject({ code: 'rejected' });
  });

  withFake('lists what has changed page by page, each ticket once, the oldest change first', async (fake) => {
    const { connector } = scene();
    const since = new Date(Date.now() + 60_000).toISOString();
    const many = Array.from({ length: 230 }, (_, index) => {
      const ticket = fake.add(`many ${index}`, '');
      ticket.updatedAt = new Date(
        Date.parse(since) + (index % 2 === 0 ? 2_000 : 3_000 + index),
      ).toISOString();
      return `${ticket.id}`;
    });
    const { tickets, cursor } = await connector.changesSince(since);
    const ids = tickets.map(({ externalId }) => externalId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(many));
    const times = tickets.map(({ updatedAt }) => Date.parse(updatedAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Date.parse(cursor ?? '')).toBe(times.at(-1));
  });

  withFake('does not take a place that it sees no more for tickets that are gone', async (fake) => {
    const { connector, draft } = scene();
    const { externalId } = await connector.create(draft('hidden'));
    if (!connector.capabilities.read) return;
    fake.isVisible = false;
    const read = connector.read(externalId);
    await expect(read).rejects.toMatchObject({ code: 'unauthorized' });
    fake.isVisible = true;
    expect(await connector.read(externalId)).not.toBeNull();
  });
}
