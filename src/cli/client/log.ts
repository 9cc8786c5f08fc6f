import type { LogKeyBody } from '../../client/schema.js';
import type { Api, Query } from './api.js';

/** An export as it comes; `query`: project, from, to, epoch. */
export async function exportLog(api: Api, query: Query): Promise<AsyncIterable<Uint8Array>> {
  return await api.stream({ method: 'GET', path: '/v1/log/export', query });
}

export async function listLogKeys(api: Api): Promise<readonly LogKeyBody[]> {
  return (await api.answer(api.http.GET('/v1/log/keys'))).value.data;
}
