import { describe, expect, it } from 'vitest';
import { given } from '../../../test/support/given.js';
import { AuditedRefusal } from '../../eventstore/refusal.js';
import type { By } from '../access/person.rules.js';
import type { ItemEvent, ItemSubject } from './item.events.js';
import { decideItem, itemFold, type RulesInForce, type Target } from './item.js';
import {
  type Approval,
  approveSetAside,
  approveWaiver,
  MOST_WAIVERS,
  requestWaiver,
  revokeWaiver,
} from './waiver.js';

const subject: ItemSubject = {
  project_key: 'payments-api',
  checklist_key: 'go-live',
  item_key: 'restore',
  title: 'Test the restore',
  wording_hash: 'ab'.repeat(32),
};
const rules: RulesInForce = {
  isHumanOnly: false,
  isSummary: false,
  isInvariant: false,
  threshold: null,
};
const now = '2025-03-03T10:00:00.000000Z';
const later = '2025-04-01T00:00:00.000000Z';
const ana: By = { id: 'mem_ana', kind: 'human', person: 'mem_ana' };
const ben: By = { id: 'mem_ben', kind: 'human', person: 'mem_ben' };
const anasJob: By = { id: 'svc_job', kind: 'service', person: 'mem_ana' };
const bensJob: By = { id: 'svc_other', kind: 'service', person: 'mem_ben' };
const nobodys: By = { id: 'svc_admin', kind: 'service', person: null };

const target = (by: By, more: Partial<Target> = {}): Target => ({
  subject,
  rules,
  by,
  projectId: 'prj_1',
  ...more,
});
const requested = (by: By, more: Partial<Target> = {}, expiresAt = later): ItemEvent[] =>
  requestWaiver(itemFold.initial, {
    ...target(by, more),
    id: 'wvr_1',
    reason: 'in March',
    scope: null,
    gate: null,
    expiresAt,
    now,
  });
const approval = (by: By, more: Partial<Approval> = {}): Approval => ({
  ...target(by),
  fourEyes: 'required',
  editors: [],
  reason: null,
  now,
  ...more,
});
const approve = (events: readonly ItemEvent[], by: By, more: Partial<Approval> = {}) =>
  approveWaiver(given(itemFold, events), 'wvr_1', approval(by, more));

describe('asking for a waiver', () => {
  it('names the person behind the actor', () => {
    expect(requested(anasJob)[0]?.payload).toMatchObject({ person: 'mem_ana', expires_at: later });
  });

  it('is refused for a time that is not to come, a summary, and what always applies', () => {
    expect(() => requested(ana, {}, now)).toThrow(expect.objectContaining({ pointer: '/expires_at' }));
    expect(() => requested(ana, { rules: { ...rules, isSummary: true } })).toThrow(
      expect.objectContaining({ code: 'not_derivable' }),
    );
    expect(() => requested(ana, { rules: { ...rules, isInvariant: true } })).toThrow(AuditedRefusal);
  });

  it('ends at a hundred of one item', () => {
    const [waiver] = requested(ana);
    if (!waiver) throw new Error('no waiver');
    const state = given(
      itemFold,
      Array.from({ length: MOST_WAIVERS }, () => waiver),
    );
    const command = { id: 'wvr_2', reason: 'x', scope: null, gate: null, expiresAt: later, now };
    expect(() => requestWaiver(state, { ...target(ana), ...command })).toThrow(
      expect.objectContaining({ code: 'limit_reached' }),
    );
  });
});

describe('approving a waiver', () => {
  it('given one of Ana, when Ben approves, then it is approved', () => {
    const events = approve(requested(ana), ben);
    expect(events[0]).toMatchObject({
      type: 'item.waiver_approved',
      payload: { waiver_id: 'wvr_1', person: 'mem_ben', four_eyes: 'required' },
    });
    expect(given(itemFold, [...requested(ana), ...events]).waivers).toMatchObject([{ isApproved: true }]);
  });

  it.each([
    ['Ana herself', ana, ana],
    ['Ana, where her job asked', anasJob, ana],
    ["Ana's job", ana, anasJob],
    ["Ben's job: a person approves", ana, bensJob],
    ['an account that nobody answers for', ana, nobodys],
  ])('is refused to %s, and recorded', (_, asks, approves) => {
    expect(() => approve(requested(asks), approves)).toThrow(
      expect.objectContaining({ name: 'AuditedRefusal', kind: 'four_eyes', code: 'not_allowed' }),
    );
  });

  it('is refused to who changed the wording', () => {
    expect(() => approve(requested(ana), ben, { editors: ['mem_ben'] })).toThrow(AuditedRefusal);
  });

  it('is up to one person where the policy is relaxed, and says so; never up to a service', () => {
    expect(approve(requested(ana), ana, { fourEyes: 'relaxed' })[0]?.payload).toMatchObject({
      four_eyes: 'relaxed',
    });
    expect(() => approve(requested(ana), anasJob, { fourEyes: 'relaxed' })).toThrow(AuditedRefusal);
  });

  it('is refused once it ran out, was revoked or approved, or the wording is another one', () => {
    const asked = requested(ana);
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => approve(asked, ben, { now: later })).toThrow(code('closed'));
    expect(() => approve([...asked, ...approve(asked, ben)], ben)).toThrow(code('no_change'));
    const revoked = revokeWaiver(given(itemFold, asked), 'wvr_1', { ...target(ana), reason: 'no' });
    expect(() => approve([...asked, ...revoked], ben)).toThrow(code('closed'));
    const reworded = { subject: { ...subject, wording_hash: 'cd'.repeat(32) } };
    expect(() => approve(asked, ben, reworded)).toThrow(code('closed'));
    expect(() => approve([], ben)).toThrow(code('not_found'));
  });
});

describe('agreeing that an item is set aside', () => {
  const excluded = decideItem(itemFold.initial, {
    ...target(ana),
    type: 'item.marked_not_applicable',
    reason: 'no database',
    evidence: [],
    effectiveAt: null,
    measured: null,
    fourEyes: 'required',
    setAsideId: 'sas_1',
    now,
  });
  const agree = (events: readonly ItemEvent[], by: By, id = 'sas_1') =>
    approveSetAside(given(itemFold, events), id, { id: 'sas_up', person: 'mem_ben' }, approval(by));

  it('takes another person than who did it', () => {
    expect(agree(excluded, ben)).toHaveLength(1);
    expect(() => agree(excluded, ana)).toThrow(AuditedRefusal);
  });

  it('is possible once, and not after the item was decided on anew', () => {
    expect(() => agree([...excluded, ...agree(excluded, ben)], ben)).toThrow(
      expect.objectContaining({ code: 'no_change' }),
    );
    const reopened = decideItem(given(itemFold, excluded), {
      ...target(ana),
      type: 'item.unchecked',
      reason: 'it has one',
      evidence: [],
      effectiveAt: null,
      measured: null,
      fourEyes: 'required',
      setAsideId: 'sas_2',
      now,
    });
    expect(() => agree([...excluded, ...reopened], ben)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });

  it('is for the wording that was set aside', () => {
    const { subject } = target(ana);
    const reads = (wording_hash: string) => ({ ...approval(ben), subject: { ...subject, wording_hash } });
    const state = given(itemFold, excluded);
    expect(() => approveSetAside(state, 'sas_1', null, reads('another'))).toThrow(
      expect.objectContaining({ code: 'closed' }),
    );
    expect(approveSetAside(state, 'sas_1', null, reads(subject.wording_hash))).toHaveLength(1);
  });

  it('is refused to who asked first of all, also where it waits no more', () => {
    const events = requested(ana);
    const late = { now: '2200-01-01T00:00:00Z' };
    expect(() => approve(events, ana, late)).toThrow(AuditedRefusal);
    expect(() => approve(events, ben, late)).toThrow(expect.objectContaining({ code: 'closed' }));
  });

  it('holds for what an upgrade takes from an item alike', () => {
    expect(agree([], ana, 'sas_up')).toHaveLength(1);
    expect(() => agree([], ben, 'sas_up')).toThrow(AuditedRefusal);
  });
});
