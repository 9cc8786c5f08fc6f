import type { Row } from '../../../eventstore/projections/table-spec.js';
import type { Projection } from '../../../eventstore/projections/projection.js';
import {
  ACCESS_EVENT_TYPES,
  ACCESS_REVISIONS,
  asAccessEvent,
  grantsOf,
  identityOf,
  keyScopesOf,
} from '../access.events.js';
import { type Grant, withGrant, withoutGrant } from '../roles.rules.js';

/** Accounts and their keys. Names are private: reads join them at `profile_position`. */
export const accessProjection: Projection = {
  name: 'access',
  version: 3,
  tables: [
    {
      name: 'accounts',
      key: { account: 'text' },
      columns: {
        kind: 'text',
        responsible: 'text',
        grants: 'text',
        issuer: 'text',
        subject: 'text',
        created_at: 'text',
        created_by: 'text',
        created_by_kind: 'text',
        profile_position: 'bigint',
        position: 'bigint',
        sequence: 'bigint',
      },
      indexes: [['kind', 'position']],
    },
    {
      name: 'keys',
      key: { key_id: 'text' },
      columns: {
        account: 'text',
        label: 'text',
        hash: 'text',
        pepper_id: 'text',
        expires_at: 'text',
        scopes: 'text',
        revoked_at: 'text',
        issued_at: 'text',
        issued_by: 'text',
        issued_by_kind: 'text',
        position: 'bigint',
      },
      indexes: [['account', 'position']],
    },
  ],
  eventTypes: ACCESS_EVENT_TYPES,
  revisions: ACCESS_REVISIONS,

  needs(event) {
    const change = asAccessEvent(event);
    const account = { table: 'accounts', key: { account: event.stream.id } };
    if (change?.type !== 'access.key_revoked') return [account];
    return [account, { table: 'keys', key: { key_id: change.payload.key_id } }];
  },

  reduce(rows, event) {
    const change = asAccessEvent(event);
    if (!change) return;
    const account = event.stream.id;
    if (change.type === 'access.account_added')
      return rows.put('accounts', {
        account,
        kind: change.payload.kind,
        responsible: change.payload.responsible,
        grants: '[]',
        issuer: null,
        subject: null,
        created_at: event.createdAt,
        created_by: event.actor.id,
        created_by_kind: event.actor.kind,
        profile_position: null,
        position: event.position,
        sequence: event.sequence,
      });

    const row = rows.get('accounts', { account });
    if (!row) throw new Error(`account ${account} has events but was never added`);
    const next = { ...row, sequence: event.sequence };
    switch (change.type) {
      case 'access.profile_recorded':
        return rows.put('accounts', { ...next, ...identityOf(change), profile_position: event.position });
      case 'access.identity_linked':
        return rows.put('accounts', { ...next, ...identityOf(change) });
      case 'access.role_granted': {
        const grants = grantsOf(change).reduce(withGrant, grantsIn(row));
        return rows.put('accounts', { ...next, grants: JSON.stringify(grants) });
      }
      case 'access.role_revoked': {
        const grants = withoutGrant(grantsIn(row), change.payload);
        return rows.put('accounts', { ...next, grants: JSON.stringify(grants) });
      }
      case 'access.key_issued': {
        rows.put('accounts', next);
        const scopes = keyScopesOf(change);
        return rows.put('keys', {
          ...change.payload,
          scopes: scopes && JSON.stringify(scopes),
          account,
          revoked_at: null,
          issued_at: event.createdAt,
          issued_by: event.actor.id,
          issued_by_kind: event.actor.kind,
          position: event.position,
        });
      }
      case 'access.key_revoked': {
        const { key_id } = change.payload;
        const key = rows.get('keys', { key_id });
        if (!key) throw new Error(`key ${key_id} was revoked but never issued`);
        rows.put('accounts', next);
        return rows.put('keys', { ...key, revoked_at: event.createdAt });
      }
    }
  },
};

function grantsIn(row: Row): readonly Grant[] {
  return JSON.parse(String(row['grants'])) as Grant[];
}
