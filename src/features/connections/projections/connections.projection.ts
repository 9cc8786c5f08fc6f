import type { Projection } from '../../../eventstore/projections/projection.js';
import { asConnectionEvent, CONNECTION_EVENT_TYPES } from '../connection.events.js';

/** The connections there are. Where they go is private: reads join it at `place_position`. */
export const connectionsProjection: Projection = {
  name: 'connections',
  version: 1,
  tables: [
    {
      name: 'connections',
      key: { connection: 'text' },
      columns: {
        key: 'text',
        system: 'text',
        rules: 'text',
        place_position: 'bigint',
        secret_id: 'text',
        inbound_secret_id: 'text',
        secrets_changed_at: 'text',
        removed_at: 'text',
        created_by: 'text',
        created_by_kind: 'text',
        created_at: 'text',
        changed_at: 'text',
        position: 'bigint',
        sequence: 'bigint',
      },
      indexes: [['position']],
    },
  ],
  eventTypes: CONNECTION_EVENT_TYPES,

  needs: (event) => [{ table: 'connections', key: { connection: event.stream.id } }],

  reduce(rows, event) {
    const change = asConnectionEvent(event);
    if (!change || event.outcome === 'refused') return;
    const connection = event.stream.id;
    const row = rows.get('connections', { connection });
    const next = { ...row, connection, changed_at: event.createdAt, sequence: event.sequence };
    switch (change.type) {
      case 'connection.added': {
        const { key, system, secret_id, inbound_secret_id, ...rules } = change.payload;
        return rows.put('connections', {
          ...next,
          key,
          system,
          rules: JSON.stringify(rules),
          place_position: event.position,
          secret_id,
          inbound_secret_id,
          secrets_changed_at: event.createdAt,
          removed_at: null,
          created_by: event.actor.id,
          created_by_kind: event.actor.kind,
          created_at: event.createdAt,
          position: event.position,
        });
      }
      case 'connection.changed': {
        const { key: _key, system: _system, ...rules } = change.payload;
        return rows.put('connections', {
          ...next,
          rules: JSON.stringify(rules),
          place_position: event.position,
        });
      }
      case 'connection.secret_rotated': {
        const { which, secret_id } = change.payload;
        const column = which === 'api' ? { secret_id } : { inbound_secret_id: secret_id };
        return rows.put('connections', { ...next, ...column, secrets_changed_at: event.createdAt });
      }
      case 'connection.removed':
        return rows.put('connections', { ...next, removed_at: event.createdAt });
    }
  },
};
