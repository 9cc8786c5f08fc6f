import type {
  EvaluationWriteAnswer,
  GateWriteAnswer,
  SignOffWriteAnswer,
} from '../../features/gates/http/gate-answers.dto.js';
import type { EvaluateBody, SignOffBody } from '../../features/gates/http/gate.dto.js';
import type { Answer } from './answer.js';
import type { Api, WriteOptions } from './api.js';
import { path } from './path.js';

/** A gate of a project, each by key or id. */
export interface GateRef {
  readonly project: string;
  readonly gate: string;
}

export async function evaluateGate(
  api: Api,
  { project, gate }: GateRef,
  body: EvaluateBody,
  options: WriteOptions,
): Promise<Answer<EvaluationWriteAnswer>> {
  return await api.post(path`/v1/projects/${project}/gates/${gate}/evaluations`, body, options);
}

export async function signGate(
  api: Api,
  { project, gate }: GateRef,
  body: SignOffBody,
  options: WriteOptions,
): Promise<Answer<SignOffWriteAnswer>> {
  return await api.post(path`/v1/projects/${project}/gates/${gate}/sign-offs`, body, options);
}

/** `definition` as the API takes it; its members are checked there. */
export async function defineGate(
  api: Api,
  { project, gate }: GateRef,
  definition: object,
  options: WriteOptions,
): Promise<Answer<GateWriteAnswer>> {
  return await api.put(path`/v1/projects/${project}/gates/${gate}`, definition, options);
}
