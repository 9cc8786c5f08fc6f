import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import type { By } from '../access/person.rules.js';
import type { GateDefinition, GateEvent } from './gate.events.js';
import { approveDefinition, defineGate, gateFold, requestSignOffs, signOff } from './gate.js';
import { narrowed } from './narrowing.rules.js';
import { roleNamed, roleStandings } from './sign-offs.rules.js';

const lead = {
  role: 'technical-lead',
  title: 'Technical Lead',
  aliases: ['Tech lead'],
  quorum: 1,
  holders: [],
};
const security = { role: 'security', title: 'Security', aliases: [], quorum: 2, holders: [] };
const definition: GateDefinition = {
  title: 'Go-live',
  levels: ['required'],
  phases: ['before', 'go-live'],
  sections: null,
  checklists: null,
  sign_offs: [lead, security],
  same_person: false,
};
const person = (id: string): By => ({ id, kind: 'human', person: id });
const [ana, ben] = [person('mem_ana'), person('mem_ben')];
const script: By = { id: 'svc_job', kind: 'service', person: 'mem_cleo' };
const target = (by: By) => ({ projectId: 'prj_1', projectKey: 'shop', by });
const define = (
  before: readonly GateEvent[],
  to: GateDefinition,
  by = ana,
  fourEyes: 'required' | 'relaxed' = 'required',
) =>
  defineGate(given(gateFold, before), target(by), {
    key: 'go-live',
    definition: to,
    standard: null,
    fourEyes,
  });
const defined = define([], definition);
const DIGEST = 'a'.repeat(64);
const sign = (before: readonly GateEvent[], by: By, more: object = {}, now = DIGEST) => {
  const state = given(gateFold, before);
  if (!state) throw new Error('no gate');
  const command = {
    id: 'sgn_1',
    role: 'security',
    meaning: 'approve' as const,
    position: 7,
    digest: DIGEST,
    comment: null,
  };
  return signOff(state, target(by), { ...command, ...more }, { digest: now, changes: [{ position: 8 }] });
};

describe('defining a gate', () => {
  it('takes effect at once the first time, and where it asks for as much or more', () => {
    expect(defined[0]?.payload).toMatchObject({ version: 1, state: 'in_force', narrowed: [] });
    const more = define(defined, { ...definition, levels: ['required', 'recommended'] });
    expect(more[0]?.payload).toMatchObject({ version: 2, state: 'in_force' });
  });

  it.each<[string, Partial<GateDefinition>]>([
    ['levels', { levels: ['recommended'] }],
    ['phases', { phases: ['before'] }],
    ['sections', { sections: ['a'] }],
    ['checklists', { checklists: ['a'] }],
    ['role security', { sign_offs: [lead] }],
    ['role security', { sign_offs: [lead, { ...security, quorum: 1 }] }],
    ['same_person', { same_person: true }],
  ])('waits for a second person where it asks less: %s', (word, change) => {
    const events = define(defined, { ...definition, ...change });
    expect(events[0]?.payload).toMatchObject({ state: 'pending', narrowed: [word] });
    const after = given(gateFold, [...defined, ...events]);
    expect(after?.inForce?.version).toBe(1);
    if (!after) throw new Error('no gate');
    expect(() => approveDefinition(after, target(ana), 'required')).toThrow(AuditedRefusal);
    expect(() => approveDefinition(after, target(script), 'required')).toThrow(AuditedRefusal);
    const approved = approveDefinition(after, target(ben), 'required');
    expect(given(gateFold, [...defined, ...events, ...approved])?.inForce?.version).toBe(2);
  });

  it('that took the place of one that waited is approved by its version', () => {
    const once = [...defined, ...define(defined, { ...definition, phases: ['before'] })];
    const twice = [...once, ...define(once, { ...definition, levels: ['recommended'] })];
    const [first, second] = [given(gateFold, once), given(gateFold, twice)];
    if (!first || !second) throw new Error('no gate');
    expect(approveDefinition(first, target(ben), 'required', null, 2)).toHaveLength(1);
    for (const named of [null, 2])
      expect(() => approveDefinition(second, target(ben), 'required', null, named)).toThrow(
        expect.objectContaining({ code: 'invalid', pointer: '/version' }),
      );
    expect(() => approveDefinition(second, target(ana), 'required', null, 2)).toThrow(AuditedRefusal);
    expect(approveDefinition(second, target(ben), 'required', null, 3)).toHaveLength(1);
  });

  it('is approved by nobody where nobody answers for who defined it: a person defines it again', () => {
    const stray: By = { id: 'svc_admin', kind: 'service', person: null };
    const less = { ...definition, phases: ['before' as const] };
    const events = [...defined, ...define(defined, less, stray)];
    const after = given(gateFold, events);
    if (!after) throw new Error('no gate');
    expect(() => approveDefinition(after, target(ben), 'required')).toThrow(AuditedRefusal);
    const again = given(gateFold, [...events, ...define(events, less, ana)]);
    if (!again) throw new Error('no gate');
    expect(approveDefinition(again, target(ben), 'required')).toHaveLength(1);
  });

  it('asks as much as the standard until a definition is in force, however often somebody tries', () => {
    const tried = (before: readonly GateEvent[], phases: GateDefinition['phases']) =>
      defineGate(given(gateFold, before), target(ana), {
        key: 'go-live',
        definition: { ...definition, phases },
        standard: definition,
        fourEyes: 'required',
      });
    const once = tried([], ['before']);
    expect(tried(once, [])[0]?.payload).toMatchObject({ version: 2, state: 'pending' });
  });

  it('does not wait under a relaxed policy, and refuses what is there', () => {
    const events = define(defined, { ...definition, phases: ['before'] }, ana, 'relaxed');
    expect(events[0]?.payload).toMatchObject({ state: 'in_force' });
    expect(() => define(defined, definition)).toThrow(Refusal);
  });

  it('asks less where somebody is let in to a role that others held', () => {
    const held = { ...definition, sign_offs: [{ ...lead, holders: ['mem_a'] }] };
    expect(narrowed(held, { ...held, sign_offs: [{ ...lead, holders: ['mem_a', 'mem_b'] }] })).toEqual([
      'role technical-lead',
    ]);
    expect(narrowed(held, { ...held, sign_offs: [lead] })).toEqual(['role technical-lead']);
    expect(narrowed({ ...held, sign_offs: [lead] }, held)).toEqual([]);
  });
});

describe('signing', () => {
  it('says who, as what, and which digest read where', () => {
    expect(sign(defined, ben)[0]?.payload).toMatchObject({
      role: 'security',
      person: 'mem_ben',
      bound_position: 7,
      digest: DIGEST,
      gate_version: 1,
    });
    expect(sign(defined, ben, { role: 'TECH LEAD' })[0]?.payload).toMatchObject({ role: 'technical-lead' });
  });

  it('is refused, and recorded, where there is something else by now, with what changed', () => {
    expect(() => sign(defined, ben, {}, 'b'.repeat(64))).toThrow(
      expect.objectContaining({
        kind: 'stale_sign_off',
        code: 'project_changed',
        members: { changes: [{ position: 8 }], digest: 'b'.repeat(64) },
      }),
    );
  });

  it('is refused to services, to who asked, to who signed in another role, and to who does not hold the role', () => {
    const state = given(gateFold, defined);
    if (!state) throw new Error('no gate');
    const asked = [...defined, ...requestSignOffs(state, target(ben), null)];
    expect(() => sign(defined, script)).toThrow(AuditedRefusal);
    expect(() => sign(asked, ben)).toThrow(AuditedRefusal);
    expect(sign(asked, ben, { meaning: 'acknowledge' })).toHaveLength(1);
    expect(() => sign([...defined, ...sign(defined, ben)], ben, { role: 'technical-lead' })).toThrow(
      AuditedRefusal,
    );
    const held = define([], { ...definition, sign_offs: [{ ...security, holders: ['mem_ana'] }] });
    expect(() => sign(held, ben)).toThrow(AuditedRefusal);
    expect(() => sign(defined, ben, { role: 'nobody' })).toThrow(
      expect.objectContaining({ pointer: '/role' }),
    );
  });

  it('by one person in two roles is up to the gate', () => {
    const free = define([], { ...definition, same_person: true });
    expect(sign([...free, ...sign(free, ben)], ben, { role: 'technical-lead' })).toHaveLength(1);
  });
});

describe('how roles stand', () => {
  const signed = (id: string, who: string, more: object = {}) => ({
    id,
    role: 'security',
    meaning: 'approve' as const,
    person: who,
    digest: DIGEST,
    ...more,
  });
  const standing = (...signOffs: ReturnType<typeof signed>[]) =>
    roleStandings({ sign_offs: [security] }, signOffs, DIGEST)[0];

  it('counts persons up to the quorum, and only those who signed what there is', () => {
    expect(standing(signed('1', 'a'))?.isSettled).toBe(false);
    expect(standing(signed('1', 'a'), signed('2', 'b'))?.isSettled).toBe(true);
    expect(standing(signed('1', 'a'), signed('2', 'b', { digest: 'x' }))).toMatchObject({
      isSettled: false,
      stale: ['2'],
    });
    expect(standing(signed('1', 'a'), signed('2', 'b', { meaning: 'acknowledge' }))?.isSettled).toBe(false);
  });

  it('is rejected by one, whoever approves', () => {
    const all = [signed('1', 'a'), signed('2', 'b'), signed('3', 'c', { meaning: 'reject' })];
    expect(standing(...all)).toMatchObject({ isRejected: true, isSettled: false });
  });

  it('knows a role by key, title and alias', () => {
    const names = ['technical-lead', 'Technical Lead', 'tech_lead', 'x'];
    expect(names.map((name) => roleNamed(definition, name)?.role)).toEqual([
      'technical-lead',
      'technical-lead',
      'technical-lead',
      undefined,
    ]);
  });
});
