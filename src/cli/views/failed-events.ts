import type { FailedEventBody } from '../../client/schema.js';
import type { View } from '../output/print.js';
import { seconds } from '../output/text.js';

export const failedEventsView: View<FailedEventBody> = {
  plural: 'failed events',
  table: [
    { title: 'ID', value: ({ id }) => id },
    { title: 'STATE', value: ({ state }) => state },
    { title: 'FAILED', value: ({ failure_count: count }) => count },
    { title: 'NEXT TRY', value: ({ retry_at: at }) => seconds(at), isOptional: true },
    { title: 'TYPE', value: ({ event_type: type }) => type, isOptional: true },
    { title: 'SET ASIDE', value: ({ partition }) => partition, isFlexible: true, isOptional: true },
    { title: 'ERROR', value: ({ error }) => error, isFlexible: true },
  ],
  csv: [
    { name: 'id', value: ({ id }) => id },
    { name: 'projection', value: ({ projection }) => projection },
    { name: 'version', value: ({ version }) => version },
    { name: 'position', value: ({ position }) => position },
    { name: 'partition', value: ({ partition }) => partition },
    { name: 'project', value: ({ project }) => project },
    { name: 'event_id', value: (failed) => failed.event_id },
    { name: 'event_type', value: (failed) => failed.event_type },
    { name: 'state', value: ({ state }) => state },
    { name: 'failure_count', value: (failed) => failed.failure_count },
    { name: 'first_failed_at', value: (failed) => failed.first_failed_at },
    { name: 'last_failed_at', value: (failed) => failed.last_failed_at },
    { name: 'retry_at', value: (failed) => failed.retry_at },
    { name: 'error', value: ({ error }) => error },
  ],
};
