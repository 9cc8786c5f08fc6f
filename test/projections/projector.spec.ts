import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchResult } from '../../src/eventstore/projections/batch.js';
import { Projector } from '../../src/eventstore/projections/projector.js';
import { createScene, type Scene, TENANT } from './scene.js';
import { sumsProjection } from './sums-projection.js';

/** Counts the batches that run at once. */
class CountingProjector extends Projector {
  most = 0;
  private active = 0;

  override async batch(...what: Parameters<Projector['batch']>): Promise<BatchResult> {
    this.active += 1;
    this.most = Math.max(this.most, this.active);
    try {
      return await super.batch(...what);
    } finally {
      this.active -= 1;
    }
  }
}

describe('A projector', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await createScene();
    await scene.count('prj_1', 1);
  });
  afterAll(async () => scene.close());

  it('runs once at a time, whenever its callers come', async () => {
    const projector = new CountingProjector(
      sumsProjection({ poisoned: new Set(), refused: new Set() }, 'single'),
      scene.db.database.project,
    );
    await projector.prepare();
    const first = projector.catchUp(TENANT);
    // Comes when the first run has just ended and the one behind it has not begun.
    const third = first.then(() => projector.catchUp(TENANT));
    const second = projector.catchUp(TENANT);
    expect(await Promise.all([first, second, third])).toEqual([1, 1, 1]);
    expect(projector.most).toBe(1);
  });
});
