import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { changeProject, createProject, projectFold } from './project.js';

const created = createProject(null, { key: 'shop', name: 'Shop', description: 'Sells things' });

describe('a project', () => {
  it('is created once, its description kept private', () => {
    expect(created).toEqual([
      {
        type: 'project.created',
        revision: 1,
        payload: { key: 'shop', name: 'Shop' },
        private: { description: 'Sells things' },
      },
    ]);
    expect(() =>
      createProject(given(projectFold, created), { key: 'shop', name: 'Shop', description: null }),
    ).toThrow(expect.objectContaining({ code: 'already_exists' }));
  });

  it('is renamed with both names on record', () => {
    const events = changeProject(given(projectFold, created), { name: 'Store', description: null });
    expect(events).toEqual([
      {
        type: 'project.renamed',
        revision: 1,
        payload: { key: 'shop', before: { name: 'Shop' }, after: { name: 'Store' } },
      },
    ]);
    expect(given(projectFold, [...created, ...events])).toEqual({ key: 'shop', name: 'Store' });
  });

  it('changes name and description in one go', () => {
    const events = changeProject(given(projectFold, created), { name: 'Store', description: '' });
    expect(events.map((event) => event.type)).toEqual(['project.renamed', 'project.described']);
  });

  it('refuses a change that changes nothing, and one of nothing', () => {
    const state = given(projectFold, created);
    expect(() => changeProject(state, { name: 'Shop', description: null })).toThrow(
      expect.objectContaining({ code: 'no_change' }),
    );
    expect(() => changeProject(null, { name: 'Shop', description: null })).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });
});
