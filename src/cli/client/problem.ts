import type { MemberError } from '../../http/problem.js';

/** A problem as it is received; a later version of the service may know further codes. */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly MemberError[];
  readonly [member: string]: unknown;
}
