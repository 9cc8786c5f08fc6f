import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesByTime } from './changes-by-time.js';

const SINCE = '2025-03-03T10:00:00.400Z';
const START = Date.parse('2025-03-03T10:00:00Z');
const PAGE = 5;

interface Ticket {
  readonly externalId: string;
  updatedAt: string;
}

/** As a system lists them: oldest change first, in pages, times in whole seconds. */
function listed(tickets: readonly Ticket[], since: string, page: number) {
  const found = tickets
    .filter(({ updatedAt }) => Date.parse(updatedAt) >= Date.parse(since))
    .sort(
      (a, b) =>
        Date.parse(a.updatedAt) - Date.parse(b.updatedAt) || Number(a.externalId) - Number(b.externalId),
    )
    .slice(page * PAGE, (page + 1) * PAGE);
  return { changes: found.map((one) => ({ ...one })), isFull: found.length === PAGE };
}

const second = (offset: number): string => new Date(START + offset * 1000).toISOString();

it('misses no ticket that changed before, whatever changes while it reads, and gives each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 8 }), { maxLength: 40 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      async (times, touched) => {
        const tickets = times.map((time, id) => ({ externalId: `${id}`, updatedAt: second(time) }));
        let asked = 0;
        const { tickets: found, cursor } = await changesByTime(SINCE, 1000, async (since, page) => {
          // Between two pages, one of them changes.
          const again = tickets.length === 0 ? undefined : tickets[(touched[asked] ?? 0) % tickets.length];
          if (asked > 0 && again && touched[asked] !== undefined) again.updatedAt = second(100 + asked);
          asked += 1;
          return await Promise.resolve(listed(tickets, since, page));
        });
        const ids = found.map(({ externalId }) => externalId);
        expect(ids.toSorted()).toEqual(tickets.map(({ externalId }) => externalId).toSorted());
        expect(cursor).toBe(found.at(-1)?.updatedAt ?? null);
      },
    ),
    { numRuns: 2000 },
  );
});

it('ends where it has asked as often as it may', async () => {
  let asked = 0;
  const endless = (since: string) => {
    asked += 1;
    const next = new Date(Date.parse(since) + 1000).toISOString();
    return Promise.resolve({ changes: [{ externalId: `${asked}`, updatedAt: next }], isFull: true });
  };
  const { tickets } = await changesByTime(SINCE, 7, endless);
  expect([asked, tickets.length]).toEqual([7, 7]);
});
