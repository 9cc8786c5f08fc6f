import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../eventstore/event.js';
import { recordedEvent } from '../../../test/support/given.js';
import type { PrivacyEvent } from './privacy.events.js';
import {
  approveErasure,
  placeHold,
  positionsOf,
  privacyFold,
  type PrivacyState,
  rangesOf,
  rejectErasure,
  releaseHold,
  requestErasure,
} from './privacy.js';

const ana: Actor = { id: 'mem_ana', kind: 'human' };
const ben: Actor = { id: 'mem_ben', kind: 'human' };
const job: Actor = { id: 'svc_job', kind: 'service' };
const wanted = { ranges: rangesOf([4, 5]), account: null };
const asked = (by = ana) => requestErasure(by, 'era_1', wanted, 'a request');
const touched = [{ position: 4, project: 'prj_1', accounts: ['mem_carl'] }];

const given = (...events: [PrivacyEvent, Actor?][]): PrivacyState =>
  events
    .map(([event, actor = ana], position) => recordedEvent(event, { position, actor }))
    .reduce(privacyFold.evolve, privacyFold.initial);

describe('An erasure', () => {
  it('is asked for by one person and approved by another', () => {
    expect(approveErasure(given([asked()]), 'era_1', ben, wanted.ranges, touched)).toEqual({
      type: 'privacy.erased',
      revision: 1,
      payload: { erasure_id: 'era_1', ranges: [[4, 5]], requested_by: 'mem_ana' },
    });
    expect(() => approveErasure(given([asked()]), 'era_1', ana, wanted.ranges, touched)).toThrow(
      'another person',
    );
    expect(() => approveErasure(given([asked()]), 'era_1', job, wanted.ranges, touched)).toThrow('people');
    expect(() => asked(job)).toThrow('people');
    expect(() => requestErasure(ana, 'era_1', { ranges: [], account: null }, 'x')).toThrow(
      'positions or of an account',
    );
  });

  it('is decided once', () => {
    const erased = approveErasure(given([asked()]), 'era_1', ben, wanted.ranges, touched);
    const rejected = rejectErasure(given([asked()]), 'era_1', 'no ground');
    for (const decision of [erased, rejected]) {
      const state = given([asked()], [decision, ben]);
      expect(() => approveErasure(state, 'era_1', ben, wanted.ranges, touched)).toThrow('decided before');
      expect(() => rejectErasure(state, 'era_1', 'x')).toThrow('decided before');
    }
    expect(given([asked()], [erased, ben]).erasures.get('era_1')).toMatchObject({
      status: 'erased',
      erasedBy: 1,
      decidedBy: ben,
    });
    expect(() => approveErasure(given(), 'era_1', ben, [], [])).toThrow('no erasure');
  });

  it.each([
    ['everything', { project: null, account: null }, true],
    ['its project', { project: 'prj_1', account: null }, true],
    ['another project', { project: 'prj_2', account: null }, false],
    ['its account', { project: null, account: 'mem_carl' }, true],
    ['another account', { project: 'prj_1', account: 'mem_dora' }, false],
  ])('is blocked by a legal hold of %s as it should be, until that is released', (_, scope, blocks) => {
    const hold = placeHold('hold_1', scope, 'a lawsuit');
    const approve =
      (...more: [PrivacyEvent, Actor?][]) =>
      () =>
        approveErasure(given([asked()], [hold], ...more), 'era_1', ben, wanted.ranges, touched);
    if (blocks) expect(approve()).toThrow('legal hold hold_1');
    else expect(approve()).not.toThrow();
    const released = releaseHold(given([hold]), 'hold_1', 'settled');
    expect(approve([released])).not.toThrow();
    expect(() => releaseHold(given([hold], [released]), 'hold_1', 'x')).toThrow('released before');
    expect(() => releaseHold(given(), 'hold_1', 'x')).toThrow('no legal hold');
  });
});

describe('Ranges of positions', () => {
  it('hold the same positions, in order, and are as few as can be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60)), (positions) => {
        const ranges = rangesOf(positions);
        expect(positionsOf(ranges)).toEqual([...new Set(positions)].sort((a, b) => a - b));
        for (const [index, [from]] of ranges.entries())
          expect(index === 0 || from > (ranges[index - 1]?.[1] ?? 0) + 1).toBe(true);
      }),
    );
  });
});
