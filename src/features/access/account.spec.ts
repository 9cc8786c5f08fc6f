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
} from './account.js';

const NOW = '2025-03-03T10:00:00.000Z';

const ana = addAccount({
  kind: 'human',
  name: 'Ana Ruiz',
  email: 'ana@example.org',
  responsible: null,
  roles: ['contributor'],
});

const pipeline = addAccount({
  kind: 'service',
  name: 'deploy pipeline',
  email: null,
  responsible: 'mem_ana',
  roles: ['script'],
});

function account(...events: AccessEvent[]): AccountState {
  const state = given(accountFold, [...ana, ...events]);
  if (!state) throw new Error('the account was not added');
  return state;
}

function key(id: string, expiresAt: string | null = null): NewKey {
  return { id, label: null, hash: 'ab'.repeat(32), pepperId: '0123456789abcdef', expiresAt };
}

const issued = (id: string, expiresAt: string | null = null): AccessEvent[] =>
  issueKey(account(), key(id, expiresAt), '2025-01-01T00:00:00.000Z');

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
      { type: 'access.role_granted', revision: 1, payload: { role: 'contributor' } },
    ]);
    expect(account()).toEqual({ kind: 'human', roles: ['contributor'], keys: [] });
  });

  it('gets a role that is named twice once', () => {
    const events = addAccount({
      kind: 'human',
      name: 'Bo',
      email: null,
      responsible: null,
      roles: ['admin', 'auditor', 'admin'],
    });
    expect(given(accountFold, events)?.roles).toEqual(['admin', 'auditor']);
  });

  it('is granted a further role, and refused one it has', () => {
    const events = grantRole(account(), 'auditor');
    expect(events).toEqual([{ type: 'access.role_granted', revision: 1, payload: { role: 'auditor' } }]);
    expect(account(...events).roles).toEqual(['contributor', 'auditor']);
    expect(() => grantRole(account(), 'contributor')).toThrow(refused('no_change'));
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
    expect(issueKey(account(), { ...key('k1', '2025-06-01T00:00:00.000000Z'), label: 'CI' }, NOW)).toEqual([
      {
        type: 'access.key_issued',
        revision: 1,
        payload: {
          key_id: 'k1',
          label: 'CI',
          hash: 'ab'.repeat(32),
          pepper_id: '0123456789abcdef',
          expires_at: '2025-06-01T00:00:00.000000Z',
        },
      },
    ]);
  });

  it.each([
    ['now', '2025-03-03T10:00:00.000000Z'],
    ['earlier', '2025-03-03T09:59:59.999000Z'],
  ])('refuses an expiry that is %s', (_, expiresAt) => {
    expect(() => issueKey(account(), key('k1', expiresAt), NOW)).toThrow(refused('invalid', '/expires_at'));
  });

  it('refuses a third key that works', () => {
    const two = account(...issued('k1'), ...issued('k2', '2025-04-01T00:00:00.000000Z'));
    expect(() => issueKey(two, key('k3'), NOW)).toThrow(refused('limit_reached'));
  });

  it('does not count a key that was revoked or ran out', () => {
    const first = account(...issued('k1'), ...issued('k2'));
    const revoked = account(...issued('k1'), ...issued('k2'), ...revokeKey(first, 'k1'));
    expect(issueKey(revoked, key('k3'), NOW)).toHaveLength(1);
    const expired = account(...issued('k1', '2025-03-03T10:00:00.000000Z'), ...issued('k2'));
    expect(issueKey(expired, key('k3'), NOW)).toHaveLength(1);
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
