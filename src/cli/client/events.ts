import type { EventAnswer } from '../../features/audit/http/event.dto.js';
import type { Api, Query } from './api.js';
import { pages } from './pages.js';

/** The log, newest first. `filter`: project, type, actor, from, to; `most` null for all. */
export function listEvents(
  api: Api,
  filter: Query,
  most: number | null,
): AsyncGenerator<readonly EventAnswer[]> {
  return pages(api, '/v1/events', filter, most);
}
