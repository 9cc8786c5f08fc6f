import type { EventAnswer } from '../../features/audit/http/event.dto.js';
import type { ItemAnswerBody, ItemWriteAnswer } from '../../features/items/http/item-answers.dto.js';
import type { DecisionBody } from '../../features/items/http/item.dto.js';
import type { Answer } from './answer.js';
import type { Api, Query, WriteOptions } from './api.js';
import { pages } from './pages.js';
import { path } from './path.js';

export interface ItemRef {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
}

export type Decision = 'check' | 'uncheck' | 'fail' | 'not-applicable';

/** `filter`: checklist, section, status, level, phase. */
export function listItems(
  api: Api,
  project: string,
  filter: Query,
): AsyncGenerator<readonly ItemAnswerBody[]> {
  return pages(api, path`/v1/projects/${project}/items`, filter);
}

export async function decideItem(
  api: Api,
  ref: ItemRef,
  decision: Decision,
  body: DecisionBody,
  options: WriteOptions,
): Promise<Answer<ItemWriteAnswer>> {
  return await api.post(`${itemPath(ref)}/${decision}`, body, options);
}

export async function commentOnItem(
  api: Api,
  ref: ItemRef,
  text: string,
  options: WriteOptions,
): Promise<Answer<ItemWriteAnswer>> {
  return await api.post(`${itemPath(ref)}/comment`, { text }, options);
}

/** Oldest first. */
export function itemHistory(api: Api, ref: ItemRef): AsyncGenerator<readonly EventAnswer[]> {
  return pages(api, `${itemPath(ref)}/history`, {});
}

/** The path of an item. */
export function itemPath({ project, checklist, item }: ItemRef): string {
  return path`/v1/projects/${project}/checklists/${checklist}/items/${item}`;
}
