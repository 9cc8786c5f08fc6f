import type { MemberError } from './schema.js';

/** A problem (RFC 9457) as it is received; a later version of the service may know further codes and members. */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly MemberError[];
  readonly [member: string]: unknown;
}

/** The service refused or failed, and said so as a problem. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

interface Outcome<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** Of a route that has several formats its JSON; of one that has only text, that. */
export type BodyOf<Data> = [Exclude<Data, string>] extends [never] ? Data : Exclude<Data, string>;

/**
 * What a call answered: `await answered(client.GET('/v1/me'))`.
 * @throws ApiProblem where it is a problem
 */
export async function answered<Data>(call: Promise<Outcome<Data>>): Promise<BodyOf<NonNullable<Data>>> {
  const { data, error, response } = await call;
  if (isProblem(error)) throw new ApiProblem(error);
  if (data === undefined || data === null)
    throw new Error(`${response.url} answered with status ${response.status} and nothing to read`);
  return data as BodyOf<NonNullable<Data>>;
}

/** Whether a value has the members that every problem of the service has. */
export function isProblem(value: unknown): value is ProblemBody {
  if (typeof value !== 'object' || value === null) return false;
  const { title, status, detail, code, request_id: id, errors } = value as Partial<Record<string, unknown>>;
  const hasTexts = [title, detail, code, id].every((text) => typeof text === 'string');
  return hasTexts && typeof status === 'number' && (errors === undefined || Array.isArray(errors));
}
