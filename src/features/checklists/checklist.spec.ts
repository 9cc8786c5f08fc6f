import { describe, expect, it } from 'vitest';
import { given, recordedEvent } from '../../../test/support/given.js';
import { AuditedRefusal } from '../../eventstore/refusal.js';
import type { By } from '../access/person.rules.js';
import type { ChecklistEvent } from './checklist.events.js';
import { applyChecklist, checklistFold, closeChecklist } from './checklist.js';

const payload = {
  key: 'go-live',
  title: 'Go-live',
  project_key: 'shop',
  template_id: 'tpl_1',
  template_key: 'go-live',
  template_version: 1,
  content_hash: 'a',
  template_position: 4,
};

describe('a checklist', () => {
  it('is applied once, and knows its project from the event', () => {
    const events = applyChecklist(null, payload);
    const state = events
      .map((event) => recordedEvent(event, { project: 'prj_1' }))
      .reduce(checklistFold.evolve, checklistFold.initial);
    expect(state).toMatchObject({ ...payload, projectId: 'prj_1', isClosed: false });
    expect(() => applyChecklist(state, payload)).toThrow(expect.objectContaining({ code: 'already_exists' }));
  });

  describe('that ends', () => {
    const applied = applyChecklist(null, payload);
    const ana: By = { id: 'mem_ana', kind: 'human', person: 'mem_ana' };
    const ben: By = { id: 'mem_ben', kind: 'human', person: 'mem_ben' };
    const close = (events: readonly ChecklistEvent[], by: By, more: object = {}) => {
      const state = given(checklistFold, events);
      if (!state) throw new Error('no checklist');
      return closeChecklist(state, { by, reason: 'out', unsettled: 2, fourEyes: 'required', ...more });
    };

    it('is closed at once where nothing required is unsettled, or the policy is relaxed', () => {
      expect(close(applied, ana, { unsettled: 0 })[0]?.type).toBe('checklist.closed');
      expect(close(applied, ana, { fourEyes: 'relaxed' })[0]?.type).toBe('checklist.closed');
    });

    it('takes two persons where something is, and stays closed', () => {
      const asked = [...applied, ...close(applied, ana)];
      expect(asked.at(-1)?.type).toBe('checklist.closing_requested');
      expect(() => close(asked, ana)).toThrow(AuditedRefusal);
      expect(() => close(asked, { id: 'svc', kind: 'service', person: 'mem_ben' })).toThrow(AuditedRefusal);
      const closed = [...asked, ...close(asked, ben)];
      expect(closed.at(-1)?.type).toBe('checklist.closed');
      expect(() => close(closed, ben)).toThrow(expect.objectContaining({ code: 'closed' }));
    });

    it('is not asked for by an account that nobody answers for: the next one asks', () => {
      const asked = [...applied, ...close(applied, { id: 'svc_admin', kind: 'service', person: null })];
      const again = [...asked, ...close(asked, ana)];
      expect(again.at(-1)?.type).toBe('checklist.closing_requested');
      expect(close(again, ben)[0]?.type).toBe('checklist.closed');
    });
  });
});
