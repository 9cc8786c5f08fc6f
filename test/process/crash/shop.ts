import { expect } from 'vitest';
import { fetched } from './ask.js';
import { type LoggedEvent, statusesOf } from './check-log.js';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** Keys of the items of the checklist that the clients write to. */
export const ITEMS = NAMES.map((name) => `load.${name}`);

const CHECKLIST = `# Go-live\n\n## Load\n\n${NAMES.map((name) => `- [ ] ${name}\n`).join('')}`;
const READINESS = '/v1/projects/shop/readiness';
const REBUILD = '/v1/admin/projections/items/rebuild';

/** The project `shop` with the checklist `go-live`, applied. */
export async function openShop(url: string): Promise<void> {
  await fetched(url, '/v1/templates/import?name=go-live', { body: CHECKLIST });
  await fetched(url, '/v1/projects', { body: { key: 'shop', name: 'The shop' } });
  await fetched(url, '/v1/projects/shop/checklists', { body: { template: 'go-live' } });
}

/**
 * Expects that readiness now is what the log's events add up to, by three ways: counted here, folded by the service
 * up to that position and time, and read again after its tables were built anew. Nobody may be writing.
 */
export async function expectReadinessOf(url: string, events: readonly LoggedEvent[]): Promise<void> {
  const now = await fetched(url, READINESS);
  const { counts, position, as_of } = JSON.parse(now) as {
    counts: Record<string, number>;
    position: number;
    as_of: string;
  };
  const statuses = [...statusesOf(events).values()];
  expect({ position, checked: counts['checked'], failed: counts['failed'] }).toEqual({
    position: events.length - 1,
    checked: statuses.filter((status) => status === 'checked').length,
    failed: statuses.filter((status) => status === 'failed').length,
  });
  // Readiness changes with time alone: the time of the first answer is asked about again.
  expect(await fetched(url, `${READINESS}?at_position=${position}&as_of=${as_of}`)).toBe(now);
  await fetched(url, REBUILD, { body: { fresh: true } });
  await expect
    .poll(async () => JSON.parse(await fetched(url, REBUILD)) as object)
    .toMatchObject({ state: 'done' });
  expect(await fetched(url, `${READINESS}?as_of=${as_of}`)).toBe(now);
}
