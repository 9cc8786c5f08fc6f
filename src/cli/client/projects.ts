import type {
  ChecklistAnswerBody,
  ChecklistWriteAnswer,
  UpgradeAnswer,
  UpgradeBody,
} from '../../features/checklists/http/checklist.dto.js';
import type { ProjectAnswerBody, ProjectWriteAnswer } from '../../features/projects/http/project.dto.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { pages } from './pages.js';
import { path } from './path.js';

export function listProjects(api: Api): AsyncGenerator<readonly ProjectAnswerBody[]> {
  return pages(api, '/v1/projects', {});
}

export async function getProject(api: Api, project: string): Promise<Answer<ProjectAnswerBody>> {
  return await api.get(path`/v1/projects/${project}`);
}

export async function createProject(
  api: Api,
  project: { readonly key: string; readonly name?: string; readonly description?: string },
  options: WriteOptions = {},
): Promise<Answer<ProjectWriteAnswer>> {
  return await api.post('/v1/projects', project, options);
}

export function listChecklists(api: Api, project: string): AsyncGenerator<readonly ChecklistAnswerBody[]> {
  return pages(api, path`/v1/projects/${project}/checklists`, {});
}

export async function applyTemplate(
  api: Api,
  project: string,
  body: { readonly template: string; readonly version?: number; readonly key?: string },
  options: WriteOptions = {},
): Promise<Answer<ChecklistWriteAnswer>> {
  return await api.post(path`/v1/projects/${project}/checklists`, body, options);
}

export async function upgradeChecklist(
  api: Api,
  { project, checklist }: { readonly project: string; readonly checklist: string },
  body: UpgradeBody,
  options: WriteOptions,
): Promise<Answer<UpgradeAnswer>> {
  return await api.post(path`/v1/projects/${project}/checklists/${checklist}/upgrade`, body, options);
}
