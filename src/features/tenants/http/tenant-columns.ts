import type { Column } from '../../../http/csv.js';
import type { TenantView } from '../queries/list-tenants.js';

/** The columns of tenants as CSV, in order; a limit that is not set is empty. */
export const TENANT_COLUMNS: readonly Column<TenantView>[] = [
  { name: 'key', value: ({ key }) => key },
  { name: 'items', value: ({ limits }) => limits.items },
  { name: 'events_per_day', value: ({ limits }) => limits.events_per_day },
  { name: 'requests_per_minute', value: ({ limits }) => limits.requests_per_minute },
  { name: 'sequence', value: ({ sequence }) => sequence },
];
