import type { RebuildAnswer, RebuildBody } from '../../client/schema.js';
import type { Answer } from './answer.js';
import type { Api } from './api.js';

/** Starts a rebuild in the service; while one runs, that one goes on. */
export async function startRebuild(
  api: Api,
  name: string,
  body: RebuildBody,
): Promise<Answer<RebuildAnswer>> {
  return await api.answer(
    api.http.POST('/v1/admin/projections/{name}/rebuild', { params: { path: { name } }, body }),
  );
}

export async function getRebuild(api: Api, name: string): Promise<Answer<RebuildAnswer>> {
  return await api.answer(
    api.http.GET('/v1/admin/projections/{name}/rebuild', { params: { path: { name } } }),
  );
}
