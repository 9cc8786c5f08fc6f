import type { RebuildAnswer } from '../../features/operations/http/operations.dto.js';
import type { View } from '../output/print.js';

export const rebuildsView: View<RebuildAnswer> = {
  plural: 'rebuilds',
  table: [],
  csv: [
    { name: 'projection', value: ({ projection }) => projection },
    { name: 'state', value: ({ state }) => state },
    { name: 'position', value: ({ position }) => position },
    { name: 'target', value: ({ target }) => target },
    { name: 'started_at', value: (rebuild) => rebuild.started_at },
    { name: 'finished_at', value: (rebuild) => rebuild.finished_at },
    { name: 'error', value: ({ error }) => error },
  ],
};
