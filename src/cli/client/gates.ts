import type {
  EvaluateBody,
  EvaluationWriteAnswer,
  SignOffBody,
  SignOffWriteAnswer,
} from '../../client/schema.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { writeHeaders } from './write-headers.js';

/** A gate of a project, each by key or id. */
export interface GateRef {
  readonly project: string;
  readonly gate: string;
}

export async function evaluateGate(
  api: Api,
  path: GateRef,
  body: EvaluateBody,
  options: WriteOptions,
): Promise<Answer<EvaluationWriteAnswer>> {
  return await api.answer(
    api.http.POST('/v1/projects/{project}/gates/{gate}/evaluations', {
      params: { path, header: writeHeaders(options) },
      body,
    }),
  );
}

export async function signGate(
  api: Api,
  path: GateRef,
  body: SignOffBody,
  options: WriteOptions,
): Promise<Answer<SignOffWriteAnswer>> {
  return await api.answer(
    api.http.POST('/v1/projects/{project}/gates/{gate}/sign-offs', {
      params: { path, header: writeHeaders(options) },
      body,
    }),
  );
}
