import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Attacked, expectRefused, type WrittenItem } from './support/attacked.js';
import { createStage, type Stage } from './support/players.js';

const choice = (...keys: string[]): WrittenItem => ({
  key: 'store',
  settled_by: 'any_child',
  items: keys.map((key) => ({ key })),
});
const asks = (question: string) => ({ conditions: [{ key: 'several', question }] });

describe('An upgrade or a gate that asks less waits for a second person', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(async () => stage.close());

  /** Ana upgrades; she cannot approve what that weakens, Ben can. */
  const expectHeld = async (
    project: Attacked,
    items: readonly WrittenItem[],
    expected: { weakened: Record<string, string[]>; held: string[]; after: string[] },
    more?: object,
  ): Promise<void> => {
    const { body } = await project.upgrade('ana', items, more);
    const weakened = Object.fromEntries(body.weakened.map(({ item_key, kinds }) => [item_key, kinds]));
    expect(weakened).toEqual(expected.weakened);
    expect((await project.reasons()).toSorted()).toEqual(expected.held.toSorted());
    for (const { id, item_key } of body.weakened) {
      await expectRefused(project, () => project.on('ana', item_key, `set-asides/${id}/approve`));
      expect((await project.on('ben', item_key, `set-asides/${id}/approve`)).status).toBe(200);
    }
    expect((await project.reasons()).toSorted()).toEqual(expected.after.toSorted());
  };

  it('with one more alternative of a choice', async () => {
    const project = await Attacked.create(stage, 'alternatives', [choice('tape', 'disk')]);
    const { body } = await project.upgrade('ana', [choice('tape', 'disk', 'nothing')]);
    expect(body.weakened).toMatchObject([{ item_key: 'store', kinds: ['alternatives'] }]);
    expect((await project.on('ana', 'nothing', 'check')).status).toBe(200);
    expect(await project.reasons()).toEqual(['set_aside_pending store']);
    const [weak] = body.weakened;
    await expectRefused(project, () => project.on('ana', 'store', `set-asides/${weak?.id ?? ''}/approve`));
    await project.on('ben', 'store', `set-asides/${weak?.id ?? ''}/approve`);
    expect(await project.reasons()).toEqual([]);
    // Fewer alternatives ask for more.
    const fewer = await project.upgrade('ana', [choice('tape', 'disk')]);
    expect(fewer.body.weakened).toEqual([]);
    expect(await project.reasons()).toEqual(['item_open store']);
  });

  it('with what leaves the item that it settled, however optional it is itself', async () => {
    const backup = { key: 'backup', items: [{ key: 'restore', level: 'optional' }, { key: 'copy' }] };
    const project = await Attacked.create(stage, 'lifted', [backup]);
    await project.on('ana', 'copy', 'check');
    expect(await project.reasons()).toEqual(['item_open backup']);
    await expectHeld(
      project,
      [
        { key: 'backup', items: [{ key: 'copy' }] },
        { key: 'restore', level: 'optional' },
      ],
      { weakened: { restore: ['parent'] }, held: ['set_aside_pending restore'], after: [] },
    );
    const gone = await Attacked.create(stage, 'gone', [backup]);
    await gone.on('ana', 'copy', 'check');
    await expectHeld(gone, [{ key: 'backup', items: [{ key: 'copy' }] }], {
      weakened: { restore: ['removed'] },
      held: ['set_aside_pending restore'],
      after: [],
    });
  });

  it('in two steps, of which the first has not been approved', async () => {
    const before = { key: 'backup', items: [{ key: 'restore', level: 'optional' }, { key: 'copy' }] };
    const project = await Attacked.create(stage, 'steps', [before]);
    await project.on('ana', 'copy', 'check');
    await project.upgrade('ana', [{ ...before, level: 'optional' }]);
    const { body } = await project.upgrade('ana', [
      { key: 'backup', level: 'optional', items: [{ key: 'copy' }] },
    ]);
    expect(Object.fromEntries(body.weakened.map(({ item_key, kinds }) => [item_key, kinds]))).toEqual({
      backup: ['level'],
      restore: ['removed'],
    });
    expect(await project.reasons()).toContain('set_aside_pending restore');
  });

  it('with another question under an answer that was agreed to', async () => {
    const nodes = { key: 'nodes', when: { condition: 'several', answer: true } };
    const question = 'Do you run several nodes?';
    const project = await Attacked.create(stage, 'question', [{ key: 'backup' }, nodes], asks(question));
    await project.on('ana', 'backup', 'check');
    await project.do('ana', 'put', '/conditions/several', { answer: false, reason: 'one' });
    await project.do('ben', 'post', '/conditions/several/approve');
    expect(await project.reasons()).toEqual([]);
    await expectHeld(
      project,
      [{ key: 'backup' }, nodes],
      { weakened: { nodes: ['question'] }, held: ['set_aside_pending nodes'], after: [] },
      asks('Do you like several nodes?'),
    );
  });

  it('with children in the place of what only a human decides', async () => {
    const walk = { key: 'walk', human_only: true };
    const project = await Attacked.create(stage, 'derived', [walk]);
    const { body } = await project.upgrade('ana', [{ ...walk, items: [{ key: 'read' }] }]);
    expect(body.weakened).toMatchObject([{ item_key: 'walk', kinds: ['settled_by'] }]);
    await project.on('script', 'read', 'check');
    expect(await project.reasons()).toEqual(['set_aside_pending walk']);
  });

  it('with a move out of a section that a gate looks at, or is about to', async () => {
    const project = await Attacked.create(stage, 'sections', [{ key: 'backup' }, { key: 'nodes' }]);
    await project.do('ana', 'put', '/gates/go-live', { sections: ['a'], sign_offs: [] });
    const moved = {
      sections: [
        { key: 'a', title: 'A', items: [{ key: 'nodes', title: 'Do nodes' }] },
        { key: 'b', title: 'B', items: [{ key: 'backup', title: 'Do backup' }] },
      ],
    };
    const { body } = await project.upgrade('ana', [], moved);
    expect(body.weakened).toMatchObject([{ item_key: 'backup', kinds: ['section'] }]);
    await project.do('ben', 'post', '/gates/go-live/approve');
    expect(await project.reasons()).toContain('set_aside_pending backup');
  });

  it('by an account that nobody answers for only once a person brings it in', async () => {
    const project = await Attacked.create(stage, 'by-nobody', [{ key: 'backup' }]);
    const { body } = await project.upgrade('admin', [{ key: 'backup', level: 'optional' }]);
    const [weak] = body.weakened;
    await expectRefused(project, () => project.on('ben', 'backup', `set-asides/${weak?.id ?? ''}/approve`));
    const again = await project.do('ana', 'post', '/checklists/go-live/upgrade');
    expect(again.body.weakened).toMatchObject([{ item_key: 'backup', kinds: ['level'] }]);
    const [mine] = again.body.weakened;
    await expectRefused(project, () => project.on('ana', 'backup', `set-asides/${mine?.id ?? ''}/approve`));
    expect((await project.on('ben', 'backup', `set-asides/${mine?.id ?? ''}/approve`)).status).toBe(200);
  });

  it('as a gate that is narrowed twice', async () => {
    const project = await Attacked.create(stage, 'narrowed', [{ key: 'backup' }]);
    await project.do('ana', 'put', '/gates/go-live', { phases: ['go-live'], sign_offs: [] });
    for (const gate of ['go-live', 'GO-LIVE']) {
      const { body } = await project.do('ana', 'put', `/gates/${gate}`, { phases: ['after'], sign_offs: [] });
      expect([gate, body]).toMatchObject([
        gate,
        { resource: { version: 0, pending: { narrowed: ['phases'] } } },
      ]);
    }
    await expectRefused(project, () => project.do('ana', 'post', '/gates/go-live/approve'));
    expect(await project.reasons()).toEqual(['item_open backup']);
  });
});
