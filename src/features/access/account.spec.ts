import { describe, expect, it } from 'vitest';
import { given, recordedEvent } from '../../../test/support/given.js';
import type { AccessEvent } from './access.events.js';
import {
  accountFold,
  type AccountState,
  addAccount,
  checkResponsible,
  grantRole,
  issueKey,
  type NewKey,
  replaceSystemKey,
  revokeKey,
  revokeRole,
} from './account.js';
import { type Grant, type Role, scopesOf } from './roles.rules.js';

const NOW = '2025-03-03T10:00:00.000Z';

const ana = addAccount({
  kind: 'human',
  name: 'Ana Ruiz',
  email: 'ana@example.org',
  responsible: null,
  roles: ['contributor'],
  giver: null,
});

const pipeline = addAccount({
  kind: 'service',
  name: 'deploy pipeline',
  email: null,
  responsible: 'mem_ana',
  roles: ['script'],
  giver: null,
});

function account(...events: AccessEvent[]): AccountState {
  const state = given(accountFold, [...ana, ...events]);
  if (!state) throw new Error('the account was not added');
  return state;
}

function key(id: string, expiresAt: string | null = null): NewKey {
  return { id, label: null, hash: 'ab'.repeat(32), pepperId: '0123456789abcdef', expiresAt, scopes: null };
}

const issued = (id: string, expiresAt: string | null = null): AccessEvent[] =>
  issueKey(account(), key(id, expiresAt), '2025-01-01T00:00:00.000Z', null);

const whole = (role: Role): Grant => ({ role, project: null });

const refused = (code: string, pointer?: string): unknown =>
  expect.objectContaining({ name: 'Refusal', code, ...(pointer === undefined ? {} : { pointer }) });

describe('an account', () => {
  it('is added with its name kept private', () => {
    expect(ana).toEqual([
      { type: 'access.account_added', revision: 1, payload: { kind: 'human', responsible: null } },
      {
        type: 'access.profile_recorded',
        revision: 1,
        payload: { issuer: null, subject: null },
        private: { name: 'Ana Ruiz', email: 'ana@example.org' },
      },
      { type: 'access.role_granted', revision: 2, payload: { role: 'contributor', project: null } },
    ]);
    expect(account()).toEqual({
      kind: 'human',
      grants: [whole('contributor')],
      wasOwner: false,
      identity: null,
      keys: [],
    });
  });

  it('gets a role that is named twice once', () => {
    const events = addAccount({
      kind: 'human',
      name: 'Bo',
      email: null,
      responsible: null,
      roles: ['admin', 'auditor', 'admin'],
      giver: null,
    });
    expect(given(accountFold, events)?.grants).toEqual([whole('admin'), whole('auditor')]);
  });

  it('is granted a further role, and refused one it has', () => {
    const events = grantRole(account(), whole('auditor'), null);
    expect(events).toEqual([
      { type: 'access.role_granted', revision: 2, payload: { role: 'auditor', project: null } },
    ]);
    expect(account(...events).grants).toEqual([whole('contributor'), whole('auditor')]);
    expect(() => grantRole(account(), whole('contributor'), null)).toThrow(refused('no_change'));
  });

  it.each([
    ['admin', ['admin']],
    ['contributor', ['manager', 'contributor', 'approver']],
    ['script', ['manager', 'script', 'approver']],
    ['auditor', ['auditor']],
  ])('that was granted %s before there were scopes may do what it could do then', (role, roles) => {
    const granted: AccessEvent = { type: 'access.role_granted', revision: 1, payload: { role } };
    const state = given(accountFold, [...ana.slice(0, 2), granted]);
    expect(state?.grants).toEqual(roles.map((name) => ({ role: name, project: null })));
  });

  it('loses a role, in the project where it has it alone', () => {
    const inShop = { role: 'manager', project: 'prj_shop' } as const;
    const granted = account(...grantRole(account(), inShop, null));
    expect(() => revokeRole(granted, whole('manager'), null, false)).toThrow(refused('not_found', '/role'));
    const events = revokeRole(granted, inShop, null, false);
    expect(events).toEqual([{ type: 'access.role_revoked', revision: 1, payload: inShop }]);
    expect(given(accountFold, [...ana, ...grantRole(account(), inShop, null), ...events])?.grants).toEqual([
      whole('contributor'),
    ]);
  });

  it('has roles for the whole tenant in no project', () => {
    for (const role of ['owner', 'admin'] as const)
      expect(() => grantRole(account(), { role, project: 'prj_shop' }, null)).toThrow(
        refused('invalid', '/project'),
      );
  });

  it('keeps the role owner until another owner takes it', () => {
    const owner = account(...grantRole(account(), whole('owner'), null));
    expect(() => revokeRole(owner, whole('owner'), null, true)).toThrow(refused('not_allowed'));
    expect(revokeRole(owner, whole('owner'), null, false)).toHaveLength(1);
  });

  it('is given nothing that the giver may not do', () => {
    const admin = { scopes: scopesOf(['admin']) };
    const narrow = { scopes: new Set(['access:write', 'projects:read']) };
    const denied = expect.objectContaining({
      name: 'AuditedRefusal',
      kind: 'missing_right',
      code: 'not_allowed',
    });
    const owner = account(...grantRole(account(), whole('owner'), null));
    expect(grantRole(account(), whole('admin'), admin)).toHaveLength(1);
    expect(() => grantRole(account(), whole('owner'), admin)).toThrow(denied);
    expect(() => grantRole(account(), whole('auditor'), narrow)).toThrow(denied);
    expect(() => revokeRole(owner, whole('owner'), admin, false)).toThrow(denied);
    expect(() => issueKey(owner, key('k1'), NOW, admin)).toThrow(denied);
    expect(() => issueKey(account(), key('k1'), NOW, narrow)).toThrow(denied);
    expect(issueKey(account(), { ...key('k1'), scopes: ['projects:read'] }, NOW, narrow)).toHaveLength(1);
  });

  it('of a script needs a person behind it', () => {
    expect(() => checkResponsible(account(), 'mem_ana')).not.toThrow();
    expect(() => checkResponsible(null, 'mem_nobody')).toThrow(refused('invalid', '/responsible'));
    expect(() => checkResponsible(given(accountFold, pipeline), 'svc_1')).toThrow(
      refused('invalid', '/responsible'),
    );
  });
});

describe('issuing a key', () => {
  it('records its hash, never the key', () => {
    expect(
      issueKey(account(), { ...key('k1', '2025-06-01T00:00:00.000000Z'), label: 'CI' }, NOW, null),
    ).toEqual([
      {
        type: 'access.key_issued',
        revision: 2,
        payload: {
          key_id: 'k1',
          label: 'CI',
          hash: 'ab'.repeat(32),
          pepper_id: '0123456789abcdef',
          expires_at: '2025-06-01T00:00:00.000000Z',
          scopes: null,
        },
      },
    ]);
  });

  it.each([
    ['now', '2025-03-03T10:00:00.000000Z'],
    ['earlier', '2025-03-03T09:59:59.999000Z'],
  ])('refuses an expiry that is %s', (_, expiresAt) => {
    expect(() => issueKey(account(), key('k1', expiresAt), NOW, null)).toThrow(
      refused('invalid', '/expires_at'),
    );
  });

  it('refuses a third key that works', () => {
    const two = account(...issued('k1'), ...issued('k2', '2025-04-01T00:00:00.000000Z'));
    expect(() => issueKey(two, key('k3'), NOW, null)).toThrow(refused('limit_reached'));
  });

  it('does not count a key that was revoked or ran out', () => {
    const first = account(...issued('k1'), ...issued('k2'));
    const revoked = account(...issued('k1'), ...issued('k2'), ...revokeKey(first, 'k1'));
    expect(issueKey(revoked, key('k3'), NOW, null)).toHaveLength(1);
    const expired = account(...issued('k1', '2025-03-03T10:00:00.000000Z'), ...issued('k2'));
    expect(issueKey(expired, key('k3'), NOW, null)).toHaveLength(1);
  });
});

describe('revoking a key', () => {
  it('is done once', () => {
    const events = revokeKey(account(...issued('k1')), 'k1');
    expect(events).toEqual([{ type: 'access.key_revoked', revision: 1, payload: { key_id: 'k1' } }]);
    expect(() => revokeKey(account(...issued('k1'), ...events), 'k1')).toThrow(refused('no_change'));
  });

  it('refuses a key that the account does not have', () => {
    expect(() => revokeKey(account(...issued('k1')), 'k2')).toThrow(refused('not_found'));
  });
});

describe('the key that a start of the service brings', () => {
  const system = (events: readonly AccessEvent[], state: AccountState): AccountState =>
    events
      .map((event) => recordedEvent(event, { actor: { id: 'sys_clearance', kind: 'system' } }))
      .reduce((before, event) => accountFold.evolve(before, event) ?? before, state);

  it('takes the place of the one before it, not of keys that people issued', () => {
    const state = system(
      replaceSystemKey(account(...issued('mine')), key('old')),
      account(...issued('mine')),
    );
    const events = replaceSystemKey(state, key('new'));
    expect(events.map(({ type, payload }) => [type, 'key_id' in payload && payload.key_id])).toEqual([
      ['access.key_revoked', 'old'],
      ['access.key_issued', 'new'],
    ]);
    expect(system(events, state).keys.map(({ id, revoked }) => [id, revoked])).toEqual([
      ['mine', false],
      ['old', true],
      ['new', false],
    ]);
  });

  it('changes nothing when it is there, also when it was revoked', () => {
    const state = system(replaceSystemKey(account(), key('k1')), account());
    expect(replaceSystemKey(state, key('k1'))).toEqual([]);
    expect(replaceSystemKey(system(revokeKey(state, 'k1'), state), key('k1'))).toEqual([]);
  });
});
