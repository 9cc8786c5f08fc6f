import type { Projection } from '../../../eventstore/projections/projection.js';
import { asProjectEvent, PROJECT_EVENT_TYPES } from '../project.events.js';

/** The projects there are. Descriptions are private: reads join them at `description_position`. */
export const projectsProjection: Projection = {
  name: 'projects',
  version: 1,
  tables: [
    {
      name: 'projects',
      key: { project: 'text' },
      columns: {
        key: 'text',
        name: 'text',
        description_position: 'bigint',
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
  eventTypes: PROJECT_EVENT_TYPES,

  needs: (event) => [{ table: 'projects', key: { project: event.stream.id } }],

  reduce(rows, event) {
    const change = asProjectEvent(event);
    if (!change) return;
    const row = rows.get('projects', { project: event.stream.id });
    const next = { ...row, project: event.stream.id, changed_at: event.createdAt, sequence: event.sequence };
    switch (change.type) {
      case 'project.created':
        return rows.put('projects', {
          ...next,
          key: change.payload.key,
          name: change.payload.name,
          description_position: event.position,
          created_by: event.actor.id,
          created_by_kind: event.actor.kind,
          created_at: event.createdAt,
          position: event.position,
        });
      case 'project.renamed':
        return rows.put('projects', { ...next, name: change.payload.after.name });
      case 'project.described':
        return rows.put('projects', { ...next, description_position: event.position });
    }
  },
};
