import type { RebuildAnswer, RebuildBody } from '../../features/operations/http/operations.dto.js';
import type { Answer } from './answer.js';
import type { Api } from './api.js';
import { path } from './path.js';

/** Starts a rebuild in the service; while one runs, that one goes on. */
export async function startRebuild(
  api: Api,
  projection: string,
  options: RebuildBody,
): Promise<Answer<RebuildAnswer>> {
  return await api.post(path`/v1/admin/projections/${projection}/rebuild`, options);
}

export async function getRebuild(api: Api, projection: string): Promise<Answer<RebuildAnswer>> {
  return await api.get(path`/v1/admin/projections/${projection}/rebuild`);
}
