import type { ReadinessBody } from '../../features/readiness/http/readiness.dto.js';
import type { Answer } from './answer.js';
import type { Api, Query } from './api.js';
import { path } from './path.js';

/** `query`: gate, at_position, as_of. */
export async function getReadiness(api: Api, project: string, query: Query): Promise<Answer<ReadinessBody>> {
  return await api.get(path`/v1/projects/${project}/readiness`, query);
}
