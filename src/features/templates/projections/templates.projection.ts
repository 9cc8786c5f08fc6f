import type { Projection } from '../../../eventstore/projections/projection.js';
import { asTemplateEvent, countDefinition, TEMPLATE_EVENT_TYPES } from '../template.events.js';

/** Templates and their versions, without the definitions: those are read from their events. */
export const templatesProjection: Projection = {
  name: 'templates',
  version: 1,
  tables: [
    {
      name: 'templates',
      key: { template: 'text' },
      columns: { key: 'text', created_at: 'text', position: 'bigint', newest: 'integer', sequence: 'bigint' },
      indexes: [['position']],
    },
    {
      name: 'versions',
      key: { template: 'text', version: 'integer' },
      columns: {
        title: 'text',
        description: 'text',
        content_hash: 'text',
        items: 'integer',
        sections: 'integer',
        sign_offs: 'integer',
        source_sha256: 'text',
        media_type: 'text',
        repaired: 'boolean',
        published_at: 'text',
        published_by: 'text',
        published_by_kind: 'text',
        position: 'bigint',
      },
    },
  ],
  eventTypes: TEMPLATE_EVENT_TYPES,

  needs: (event) => [{ table: 'templates', key: { template: event.stream.id } }],

  reduce(rows, event) {
    const published = asTemplateEvent(event);
    if (!published) return;
    const template = event.stream.id;
    const { key, version, definition, content_hash, source } = published.payload;
    const row = rows.get('templates', { template });
    rows.put('templates', {
      template,
      key,
      created_at: row?.['created_at'] ?? event.createdAt,
      position: row?.['position'] ?? event.position,
      newest: version,
      sequence: event.sequence,
    });
    rows.put('versions', {
      template,
      version,
      title: definition.title,
      description: definition.description ?? null,
      content_hash,
      ...countDefinition(definition),
      source_sha256: source?.sha256 ?? null,
      media_type: source?.media_type ?? null,
      repaired: source?.repaired ?? false,
      published_at: event.createdAt,
      published_by: event.actor.id,
      published_by_kind: event.actor.kind,
      position: event.position,
    });
  },
};
