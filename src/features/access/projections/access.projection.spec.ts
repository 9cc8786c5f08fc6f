import { describe, expect, it } from 'vitest';
import { recordedEvent } from '../../../../test/support/given.js';
import type { EventData, RecordedEvent } from '../../../eventstore/event.js';
import { RowSet } from '../../../eventstore/projections/row-set.js';
import { accountStream } from '../access.events.js';
import { addAccount, issueKey, linkIdentity, recordProfile, revokeKey } from '../account.js';
import { accessProjection } from './access.projection.js';

const EXPIRES = '2025-06-01T00:00:00.000000Z';
const key = {
  id: 'k1',
  label: 'CI',
  hash: 'ab'.repeat(32),
  pepperId: 'pepper',
  expiresAt: EXPIRES,
  scopes: ['me:read'],
};
const state = { kind: 'human', grants: [], wasOwner: false, identity: null, keys: [] } as const;

const history: EventData[] = [
  ...addAccount({
    kind: 'human',
    name: 'Ana Ruiz',
    email: 'ana@example.org',
    responsible: null,
    roles: ['auditor', 'admin'],
    giver: null,
  }),
  ...issueKey(state, key, '2025-03-03T10:00:00.000Z', null),
  ...revokeKey(
    {
      ...state,
      keys: [
        { id: 'k1', pepperId: 'pepper', expiresAt: EXPIRES, revoked: false, scopes: null, bySystem: false },
      ],
    },
    'k1',
  ),
];

function recorded(event: EventData, index: number): RecordedEvent {
  return recordedEvent(event, {
    stream: accountStream('mem_1'),
    position: 10 + index,
    sequence: 1 + index,
    createdAt: `2025-03-03T10:00:0${index}.000000Z`,
  });
}

/** As a batch does it: what is announced is loaded, and nothing else is there. */
function fold(events: readonly EventData[]): RowSet {
  const rows = new RowSet(accessProjection.tables);
  for (const event of events.map(recorded)) {
    for (const [table, keys] of rows.missing(accessProjection.needs(event))) rows.load(table, keys, []);
    accessProjection.reduce(rows, event, new Map());
  }
  return rows;
}

describe('the projection of access', () => {
  it('has an account with its roles and the place of its profile', () => {
    expect(fold(history).all('accounts')).toEqual([
      {
        account: 'mem_1',
        kind: 'human',
        responsible: null,
        grants: '[{"role":"auditor","project":null},{"role":"admin","project":null}]',
        issuer: null,
        subject: null,
        created_at: '2025-03-03T10:00:00.000000Z',
        created_by: 'mem_ana',
        created_by_kind: 'human',
        profile_position: 11,
        position: 10,
        sequence: 6,
      },
    ]);
  });

  it('has the identity that was linked, or that it was made with, whatever is recorded after it', () => {
    const identity = { issuer: 'https://login.example.org', subject: 'ana-17' };
    const profile = recordProfile(null, { name: 'Ana Kern', email: null });
    const linked = fold([...history.slice(0, 2), ...linkIdentity(state, identity, null), ...profile]);
    expect(linked.all('accounts')).toMatchObject([{ ...identity, profile_position: 13, sequence: 4 }]);
    const made = recordProfile(identity, { name: 'Ana Ruiz', email: null });
    expect(fold([...history.slice(0, 1), ...made, ...profile]).all('accounts')).toMatchObject([identity]);
  });

  it('has a key until when it works', () => {
    const row = {
      key_id: 'k1',
      account: 'mem_1',
      label: 'CI',
      hash: key.hash,
      pepper_id: 'pepper',
      expires_at: EXPIRES,
      scopes: '["me:read"]',
      revoked_at: null,
      issued_at: '2025-03-03T10:00:04.000000Z',
      issued_by: 'mem_ana',
      issued_by_kind: 'human',
      position: 14,
    };
    expect(fold(history.slice(0, -1)).all('keys')).toEqual([row]);
    expect(fold(history).all('keys')).toEqual([{ ...row, revoked_at: '2025-03-03T10:00:05.000000Z' }]);
  });

  it('holds nothing private', () => {
    const rows = fold(history);
    expect(JSON.stringify([rows.all('accounts'), rows.all('keys')])).not.toMatch(/ruiz|example/i);
  });

  it('takes no event of an account that was never added', () => {
    expect(() => fold(history.slice(1))).toThrow('never added');
  });

  it('fills every column of its tables', () => {
    const rows = fold(history);
    for (const table of accessProjection.tables)
      expect(Object.keys(rows.all(table.name)[0] ?? {}).sort()).toEqual(
        Object.keys({ ...table.key, ...table.columns }).sort(),
      );
  });
});
