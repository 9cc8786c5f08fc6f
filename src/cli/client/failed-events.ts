import type {
  DismissAnswer,
  FailedEventBody,
  RetryAnswer,
} from '../../features/operations/http/failed-events.dto.js';
import type { Answer } from './answer.js';
import type { Api, Query, WriteOptions } from './api.js';
import { pages } from './pages.js';
import { path } from './path.js';

/** Events that projections could not take. `filter`: state. */
export function listFailedEvents(api: Api, filter: Query): AsyncGenerator<readonly FailedEventBody[]> {
  return pages(api, '/v1/admin/failed-events', filter);
}

export async function retryFailedEvent(api: Api, id: string): Promise<Answer<RetryAnswer>> {
  return await api.post(path`/v1/admin/failed-events/${id}/retry`, {});
}

export async function dismissFailedEvent(
  api: Api,
  id: string,
  reason: string,
  options: WriteOptions,
): Promise<Answer<DismissAnswer>> {
  return await api.delete(path`/v1/admin/failed-events/${id}`, { reason }, options);
}
