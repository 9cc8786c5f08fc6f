import type { Projection } from '../../src/eventstore/projections/projection.js';

/** What is wrong with which events: the tests put it in and mend it. */
export interface Faults {
  /** Positions whose events the reducer throws at, after it has changed a row. */
  readonly poisoned: Set<number>;
  /** Positions whose events give a row that the database refuses. */
  readonly refused: Set<number>;
}

/** Sums what was counted in each project; every event also leaves a row of its own. */
export function sumsProjection(faults: Faults, name = 'sums'): Projection {
  return {
    name,
    version: 1,
    tables: [
      { name: 'sums', key: { project: 'text' }, columns: { total: 'integer', position: 'bigint' } },
      { name: 'entries', key: { project: 'text', position: 'bigint' }, columns: { amount: 'integer' } },
    ],
    eventTypes: ['probe.counted'],
    needs: (event) => [{ table: 'sums', key: { project: event.project } }],
    reduce(rows, event) {
      const { project, position } = event;
      const amount = Number(event.payload['amount']);
      const before = rows.get('sums', { project });
      rows.put('sums', { project, position, total: Number(before?.['total'] ?? 0) + amount });
      if (faults.poisoned.has(position)) throw new Error(`position ${position} is poison`);
      rows.put('entries', { project, position, amount: faults.refused.has(position) ? 2 ** 40 : amount });
    },
  };
}
