import type {
  ImportAnswer,
  TemplateSummaryAnswer,
} from '../../features/templates/http/template-answers.dto.js';
import type { Answer } from './answer.js';
import type { Api, Query, WriteOptions } from './api.js';
import { pages } from './pages.js';
import { path } from './path.js';

export interface ChecklistText {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'text/markdown' | 'text/plain';
}

/** `query`: name, dry_run, repair, map. */
export async function importTemplate(
  api: Api,
  text: ChecklistText,
  query: Query,
  options: WriteOptions,
): Promise<Answer<ImportAnswer>> {
  return await api.postText('/v1/templates/import', query, text, options);
}

export function listTemplates(api: Api): AsyncGenerator<readonly TemplateSummaryAnswer[]> {
  return pages(api, '/v1/templates', {});
}

/** A template as the text it was imported from. Left out, the version is the newest. */
export async function exportTemplate(
  api: Api,
  template: string,
  version: number | undefined,
): Promise<Uint8Array> {
  const request = {
    method: 'GET',
    path: path`/v1/templates/${template}/export`,
    query: { version },
    headers: { accept: 'text/markdown, text/plain, */*;q=0.1' },
  } as const;
  return (await api.send(request)).bytes;
}
