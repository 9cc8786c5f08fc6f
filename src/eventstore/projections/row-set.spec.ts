import { describe, expect, it } from 'vitest';
import { recordedEvent } from '../../../test/support/given.js';
import { foldApart, NOTHING_SET_ASIDE, prepare } from './fold.js';
import type { Projection } from './projection.js';
import { RowSet } from './row-set.js';

const TABLE = { name: 'rows', key: { id: 'text' }, columns: { n: 'integer' } } as const;

describe('RowSet.attempt', () => {
  it('takes back all that failing work changed, and only that', () => {
    const rows = new RowSet([TABLE], true);
    rows.put('rows', { id: 'kept', n: 1 });
    rows.load('rows', [{ id: 'loaded' }], [{ id: 'loaded', n: 2 }]);
    const before = [rows.all('rows'), rows.changes()];
    const work = () =>
      rows.attempt(() => {
        rows.put('rows', { id: 'kept', n: 10 });
        rows.put('rows', { id: 'kept', n: 11 });
        rows.patch('rows', rows.get('rows', { id: 'loaded' }) ?? {}, { n: 12 });
        rows.delete('rows', { id: 'loaded' });
        rows.put('rows', { id: 'new', n: 3 });
        rows.patch('rows', rows.get('rows', { id: 'new' }) ?? {}, { n: 13 });
        throw new Error('no');
      });
    expect(work).toThrow('no');
    expect([rows.all('rows'), rows.changes()]).toEqual(before);
    rows.attempt(() => rows.put('rows', { id: 'new', n: 4 }));
    expect(rows.get('rows', { id: 'new' })).toEqual({ id: 'new', n: 4 });
  });
});

describe('RowSet.patch', () => {
  it('changes the row that is held, which is written then', () => {
    const rows = new RowSet([TABLE]);
    rows.load('rows', [{ id: 'a' }], [{ id: 'a', n: 1 }]);
    rows.attempt(() => rows.patch('rows', rows.get('rows', { id: 'a' }) ?? {}, { n: 2 }));
    expect(rows.get('rows', { id: 'a' })).toEqual({ id: 'a', n: 2 });
    expect(rows.changes()).toMatchObject([
      { put: [{ id: 'a', n: 2 }], replaced: [{ id: 'a', n: 2 }], added: [] },
    ]);
  });

  it('takes no other object than the one that is held', () => {
    const rows = new RowSet([TABLE], true);
    rows.put('rows', { id: 'a', n: 1 });
    expect(() => rows.patch('rows', { id: 'a', n: 1 }, { n: 2 })).toThrow('not the one that is held');
    expect(() => rows.patch('rows', { id: 'b' }, { n: 2 })).toThrow('not the one that is held');
    expect(rows.get('rows', { id: 'a' })).toEqual({ id: 'a', n: 1 });
  });
});

describe('foldApart', () => {
  const projection: Projection = {
    name: 'probe',
    version: 1,
    tables: [TABLE],
    eventTypes: ['probe.happened'],
    needs: (event) => {
      if (event.payload['asks'] === 'badly') throw new Error('cannot be asked');
      return [];
    },
    reduce: (rows, event) => {
      rows.put('rows', { id: String(event.project), n: event.position });
      if (event.payload['poison'] === true) throw new Error('poison');
    },
  };
  const event = (position: number, project: string | null, payload = {}) =>
    prepare(
      projection,
      recordedEvent(
        { type: 'probe.happened', revision: 1, payload },
        { position, project, stream: { type: 'probe', id: 'probe_1' } },
      ),
    );

  it('leaves out the rest of a partition whose event failed', () => {
    const rows = new RowSet([TABLE], true);
    const failures = foldApart(
      projection,
      rows,
      [event(1, 'a'), event(2, 'a', { poison: true }), event(3, 'b'), event(4, 'a', { poison: true })],
      new Map(),
      NOTHING_SET_ASIDE,
    );
    expect(failures.map((failure) => [failure.event.position, failure.partition])).toEqual([[2, 'a']]);
    expect(rows.all('rows')).toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 3 },
    ]);
  });

  it('takes the stream for the partition where there is no project, and what cannot be asked for failed', () => {
    const failures = foldApart(
      projection,
      new RowSet([TABLE], true),
      [event(1, null, { asks: 'badly' }), event(2, null)],
      new Map(),
      NOTHING_SET_ASIDE,
    );
    expect(failures).toMatchObject([{ partition: 'probe_1', error: new Error('cannot be asked') }]);
  });

  it('skips what was dismissed or is set aside', () => {
    const rows = new RowSet([TABLE], true);
    const aside = { partitions: new Set(['a']), dismissed: new Set([2]) };
    expect(
      foldApart(projection, rows, [event(1, 'a'), event(2, 'b', { poison: true })], new Map(), aside),
    ).toEqual([]);
    expect(rows.all('rows')).toEqual([]);
  });
});
