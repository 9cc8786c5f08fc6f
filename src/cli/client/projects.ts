import type {
  ApplyChecklistBody,
  ChecklistAnswerBody,
  ChecklistWriteAnswer,
  CreateProjectBody,
  ProjectAnswerBody,
  ProjectWriteAnswer,
} from '../../client/schema.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { pages } from './pages.js';
import { writeHeaders } from './write-headers.js';

export async function getProject(api: Api, project: string): Promise<Answer<ProjectAnswerBody>> {
  return await api.answer(api.http.GET('/v1/projects/{project}', { params: { path: { project } } }));
}

export async function createProject(
  api: Api,
  body: CreateProjectBody,
  options: WriteOptions = {},
): Promise<Answer<ProjectWriteAnswer>> {
  return await api.answer(api.http.POST('/v1/projects', { params: { header: writeHeaders(options) }, body }));
}

export function listChecklists(api: Api, project: string): AsyncGenerator<readonly ChecklistAnswerBody[]> {
  return pages<ChecklistAnswerBody>(
    async (query) =>
      await api.answer(
        api.http.GET('/v1/projects/{project}/checklists', { params: { path: { project }, query } }),
      ),
  );
}

export async function applyTemplate(
  api: Api,
  project: string,
  body: ApplyChecklistBody,
  options: WriteOptions = {},
): Promise<Answer<ChecklistWriteAnswer>> {
  return await api.answer(
    api.http.POST('/v1/projects/{project}/checklists', {
      params: { path: { project }, header: writeHeaders(options) },
      body,
    }),
  );
}
