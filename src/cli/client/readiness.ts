import type { ReadinessBody } from '../../client/schema.js';
import type { Answer } from './answer.js';
import type { Api } from './api.js';

/** Which readiness is meant; all left out: that of the gate go-live, now. */
export interface ReadinessQuery {
  readonly gate?: string;
  readonly at_position?: number;
  readonly as_of?: string;
}

export async function getReadiness(
  api: Api,
  project: string,
  query: ReadinessQuery,
): Promise<Answer<ReadinessBody>> {
  return await api.answer(
    api.http.GET('/v1/projects/{project}/readiness', { params: { path: { project }, query } }),
  );
}
