import type { MeBody } from '../../features/access/http/access.dto.js';
import type { Answer } from './answer.js';
import type { Api } from './api.js';

/** Who the key belongs to. */
export async function getMe(api: Api): Promise<Answer<MeBody>> {
  return await api.get('/v1/me');
}
