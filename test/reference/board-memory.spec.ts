import { describe, expect, it } from 'vitest';
import { type Board, boardInPieces, BoardMemory } from '../../src/features/checklists/board.js';
import { itemsProjection } from '../../src/features/checklists/projections/items.projection.js';
import { RowSet } from '../../src/eventstore/projections/row-set.js';
import { loadSubject } from './load-subject.js';
import { PROJECT, RandomHistory } from './random-history.js';
import { Random } from './random.js';
import { boardAt } from './subject.js';

const HISTORIES = 60;

function read(rows: RowSet, memory: BoardMemory): Board {
  const pieces = boardInPieces(rows, PROJECT, memory);
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

describe('Boards of rows that go on changing', () => {
  it('are those of rows folded anew, after every event of random histories', async () => {
    const subject = await loadSubject();
    let kept = 0;
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const history = new RandomHistory(subject, new Random(seed));
      for (let step = 0; step < 20; step += 1) history.step();
      const [rows, memory] = [new RowSet(itemsProjection.tables, true), new BoardMemory()];
      const byPosition = new Map(history.events.map((event) => [event.position, event]));
      let before: Board | null = null;
      for (const event of history.events) {
        if (event.project !== PROJECT || !itemsProjection.eventTypes.includes(event.type)) continue;
        itemsProjection.reduce(rows, event, byPosition);
        const board = read(rows, memory);
        expect(board).toEqual(boardAt(subject, history.events, PROJECT, event.position));
        if (board.checklists[0] !== undefined && board.checklists[0] === before?.checklists[0]) kept += 1;
        before = board;
      }
    }
    // What did not change is the same object, so that what was found out about it is found again.
    expect(kept).toBeGreaterThan(HISTORIES);
  });
});
