import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fold } from '../../src/eventstore/projections/fold.js';
import { KeptStates, type StateScope } from '../../src/eventstore/projections/kept-states.js';
import { ProjectionBehind } from '../../src/eventstore/projections/projection-reader.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { rebuild } from '../../src/eventstore/projections/rebuild.js';
import { RowSet } from '../../src/eventstore/projections/row-set.js';
import { TimeTravel } from '../../src/eventstore/projections/time-travel.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

const EVENTS = 120;
const LIMITS = { page: 5, between: 20 };

const { reduce, ...sums } = sumsProjection({ poisoned: new Set(), refused: new Set() }, 'travelled');
/** Without a row an event: what there is of a project does not grow. */
const projection = {
  ...sums,
  tables: sums.tables.filter(({ name }) => name === 'sums'),
  reduce: (rows: RowSet, event: Parameters<typeof reduce>[1]) => {
    const before = rows.get('sums', { project: event.project });
    const total = Number(before?.['total'] ?? 0) + Number(event.payload['amount']);
    rows.put('sums', { project: event.project, position: event.position, total });
  },
};

describe('Time travel', () => {
  let scene: Scene;
  let states: KeptStates;
  let head: number;

  beforeAll(async () => {
    scene = await createScene();
    states = new KeptStates(scene.db.database.project);
    for (let n = 0; n < EVENTS; n += 1) await scene.count(n % 4 === 3 ? 'prj_other' : 'prj_long', n);
    head = (await scene.store.head(TENANT)).nextPosition;
  });
  afterAll(async () => scene.close());

  const scopeOf = (dismissed: readonly number[] = [], version = 1): StateScope => ({
    projection: { ...projection, version },
    tenant: TENANT,
    project: 'prj_long',
    dismissed: new Set(dismissed),
  });
  const travel = (
    kept: ConstructorParameters<typeof TimeTravel>[1] = states,
    onNotKept: (error: unknown) => void = vi.fn<(error: unknown) => void>(),
  ) => new TimeTravel(scene.store, kept, onNotKept, LIMITS);
  const keptOnes = async () =>
    await scene.db.admin<{ next_position: number; dismissed: string; version: number }[]>`
      SELECT next_position, dismissed, version FROM projections.kept_states ORDER BY 1`;
  const forget = async () => scene.db.admin`DELETE FROM projections.kept_states`;

  /** Without any kept state. */
  async function plainly({ dismissed }: StateScope, end: number) {
    const events = await scene.store.query(TENANT, { project: 'prj_long', order: 'asc', limit: EVENTS });
    const rows = new RowSet(projection.tables, true);
    const wanted = events.filter(({ position }) => position < end && !dismissed.has(position));
    fold(projection, rows, wanted, new Map());
    return rows.all('sums');
  }

  it.each([
    ['nothing dismissed', []],
    ['an event dismissed', [30]],
  ])('gives for every position what the whole log gives, %s', async (_, dismissed) => {
    const scope = scopeOf(dismissed);
    for (const round of ['keeping', 'kept'])
      for (let end = head; end >= 0; end -= 1)
        expect((await travel().before(scope, end)).all('sums'), `${round} ${end}`).toEqual(
          await plainly(scope, end),
        );
  });

  it('keeps states as it goes, and reads no more than lies between two of them then', async () => {
    await forget();
    await travel().before(scopeOf(), head);
    const kept = await keptOnes();
    expect(kept.length).toBeGreaterThanOrEqual(3);
    const query = vi.spyOn(scene.store, 'query');
    for (let end = head; end >= 0; end -= 7) {
      query.mockClear();
      await travel().before(scopeOf(), end);
      expect(query.mock.calls.length).toBeLessThanOrEqual(LIMITS.between / LIMITS.page + 1);
    }
    expect(await keptOnes()).toEqual(kept);
  });

  it('goes on from a state for moments in a row', async () => {
    const end = Math.floor(head / 2);
    const times = await scene.store.query(TENANT, {
      project: 'prj_long',
      after: end,
      order: 'asc',
      limit: 9,
    });
    const log = await travel().onwards(scopeOf(), end);
    for (const { createdAt } of times) {
      const position = await log.foldThrough(createdAt);
      expect(log.rows.all('sums')).toEqual(await plainly(scopeOf(), position + 1));
    }
    expect(times.length).toBe(9);
  });

  it('takes no state that an event dismissed since is in, nor the other way round', async () => {
    await forget();
    await travel().before(scopeOf(), head);
    const early = (await keptOnes())[0]?.next_position ?? 0;
    const later = early + 1;
    expect((await states.nearest(scopeOf([0]), head)).next).toBe(0);
    expect((await states.nearest(scopeOf([later]), head)).next).toBe(early);
    await travel().before(scopeOf([0]), head);
    expect((await states.nearest(scopeOf(), head)).next).toBe(0);
    expect((await travel().before(scopeOf(), head)).all('sums')).toEqual(await plainly(scopeOf(), head));
  });

  it('takes none of another version, and throws away those of earlier ones', async () => {
    await forget();
    await travel().before(scopeOf(), head);
    expect((await states.nearest(scopeOf([], 2), head)).next).toBe(0);
    await travel().before(scopeOf([], 2), head);
    expect(new Set((await keptOnes()).map(({ version }) => version))).toEqual(new Set([2]));
  });

  it('answers all the same where none can be kept', async () => {
    const broken = { nearest: states.nearest.bind(states), keep: () => Promise.reject(new Error('full')) };
    const told = vi.fn<(error: unknown) => void>();
    await forget();
    const rows = await travel(broken, told).before(scopeOf(), head);
    expect(rows.all('sums')).toEqual(await plainly(scopeOf(), head));
    expect(told).toHaveBeenCalledWith(new Error('full'));
  });

  it('forgets them all in a rebuild, as the tables that are doubted', async () => {
    await travel().before(scopeOf(), head);
    expect((await keptOnes()).length).toBeGreaterThan(0);
    const projector = new Projector(projection, scene.db.database.project);
    await projector.prepare();
    await rebuild(projector, scene.db.database.project);
    expect(await keptOnes()).toEqual([]);
  });

  it('shows a tenant its own alone', async () => {
    await travel().before(scopeOf(), head);
    expect((await states.nearest({ ...scopeOf(), tenant: 'acme' }, head)).next).toBe(0);
  });

  it('neither guesses at what newer code wrote nor keeps the guess for that: it waits, as the tables do', async () => {
    await forget();
    const newer = await scene.count('prj_newer', 1, 2);
    for (let n = 0; n < LIMITS.between; n += 1) await scene.count('prj_newer', n);
    const scope = { ...scopeOf(), project: 'prj_newer' };
    const end = (await scene.store.head(TENANT)).nextPosition;
    await expect(travel().before(scope, end)).rejects.toThrow(ProjectionBehind);
    expect(await keptOnes()).toEqual([]);
    const knowing = { ...scope, projection: { ...projection, revisions: { 'probe.counted': 2 } } };
    expect((await travel().before(knowing, end)).size).toBe(1);
    expect((await travel().before(scope, newer.position)).size).toBe(0);
  });
});
