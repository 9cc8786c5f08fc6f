import { describe, expect, it } from 'vitest';
import { recordedEvent } from '../../../test/support/given.js';
import { applyChecklist, checklistFold } from './checklist.js';

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
    expect(state).toEqual({ ...payload, projectId: 'prj_1' });
    expect(() => applyChecklist(state, payload)).toThrow(expect.objectContaining({ code: 'already_exists' }));
  });
});
