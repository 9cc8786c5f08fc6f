import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeSystem } from './fake-server.js';
import { Stand } from './stand.js';
import type { Subject } from './subject.js';

function fakeOf({ behind }: Stand): FakeSystem {
  if (!behind.fake) throw new Error('a real system is not told to fail');
  return behind.fake;
}

/** What every connector makes of a system that says no and of one with many tickets, and what it shows there: beside fakes. */
export function describeFaults(subject: Subject): void {
  const stand = new Stand(subject);
  /** What comes of asking while the system answers so. */
  const answered = async (status: number, headers: Record<string, string> = {}, body: unknown = {}) => {
    fakeOf(stand).next = { status, headers, body };
    return await stand.connector.create(stand.draft('faulty')).catch((error: unknown) => error);
  };

  describe(`The connector for ${subject.name}, and what its system may do`, () => {
    beforeAll(() => stand.open());
    afterAll(() => stand.close());

    it('waits for as long as a system says that it was asked too much', async () => {
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

    it('tells what passes from what stays', async () => {
      expect(await answered(503, { 'retry-after': '9' })).toMatchObject({
        code: 'unavailable',
        retryAfter: 9,
      });
      expect(await answered(502)).toMatchObject({ code: 'unavailable' });
      expect(await answered(403)).toMatchObject({ code: 'unauthorized' });
      expect(await answered(422)).toMatchObject({ code: 'rejected' });
      expect(await answered(302, { location: 'http://169.254.169.254/' })).toMatchObject({
        code: 'rejected',
      });
    });

    it('lists what has changed page by page, each ticket once, the oldest change first', async () => {
      const { connector } = stand;
      const fake = fakeOf(stand);
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

    it('does not take a place that it sees no more for tickets that are gone', async () => {
      const { connector } = stand;
      const fake = fakeOf(stand);
      const { externalId } = await connector.create(stand.draft('hidden'));
      if (!connector.capabilities.read) return;
      fake.isVisible = false;
      const read = connector.read(externalId);
      await expect(read).rejects.toMatchObject({ code: 'unauthorized' });
      fake.isVisible = true;
      expect(await connector.read(externalId)).not.toBeNull();
    });

    it('shows an item in a ticket where there is a place for that, again, and no more', async () => {
      const { connector } = stand;
      const { externalId } = await connector.create(stand.draft('shown'));
      const url = 'https://readiness.example.org/shop/backup';
      const item = { mark: stand.mark('item'), title: 'Restore a backup', url, isSettled: false };
      await connector.showItem?.(externalId, item);
      await connector.showItem?.(externalId, { ...item, isSettled: true });
      const links = fakeOf(stand).find(externalId)?.links;
      const shown = () => [...(links?.values() ?? [])].filter((link) => link.url === url);
      const isSettled = subject.shows === 'state' ? true : null;
      expect(shown()).toEqual(subject.shows === null ? [] : [{ url, isSettled }]);
      await connector.hideItem?.(externalId, item);
      await connector.hideItem?.(externalId, item);
      expect(shown()).toEqual([]);
    });
  });
}
