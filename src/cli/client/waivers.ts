import type { WaiverWriteAnswer } from '../../features/items/http/item-answers.dto.js';
import type { WaiverBody } from '../../features/items/http/item.dto.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { itemPath, type ItemRef } from './items.js';
import { path } from './path.js';

export async function requestWaiver(
  api: Api,
  ref: ItemRef,
  body: WaiverBody,
  options: WriteOptions,
): Promise<Answer<WaiverWriteAnswer>> {
  return await api.post(`${itemPath(ref)}/waivers`, body, options);
}

export async function changeWaiver(
  api: Api,
  ref: ItemRef,
  id: string,
  action: 'approve' | 'revoke',
  body: object,
  options: WriteOptions,
): Promise<Answer<WaiverWriteAnswer>> {
  return await api.post(`${itemPath(ref)}${path`/waivers/${id}/${action}`}`, body, options);
}
