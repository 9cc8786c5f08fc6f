import type { ImportAnswer } from '../../client/schema.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { writeHeaders } from './write-headers.js';

export interface ChecklistText {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'text/markdown' | 'text/plain';
}

export interface ImportQuery {
  readonly name?: string;
  readonly dry_run?: boolean;
  readonly repair?: boolean;
  readonly map?: string;
}

/** Imports a text byte for byte. */
export async function importTemplate(
  api: Api,
  { bytes, mediaType }: ChecklistText,
  query: ImportQuery,
  options: WriteOptions,
): Promise<Answer<ImportAnswer>> {
  return await api.answer(
    api.http.POST('/v1/templates/import', {
      params: { query, header: writeHeaders(options) },
      headers: { 'content-type': mediaType },
      body: '',
      bodySerializer: () => bytes,
    }),
  );
}
