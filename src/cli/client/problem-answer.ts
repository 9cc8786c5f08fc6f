import { isProblem, type ProblemBody } from '../../client/answered.js';
import { ServiceProblem, UnexpectedAnswer, WrongConfiguration, type CliFailure } from '../failures.js';
import { exitCodeOf } from '../exit-codes.js';
import type { ApiAnswer } from './answer.js';

/** The failure that an answer with an error status is. */
export function failureOf(answer: ApiAnswer): CliFailure {
  const problem = readProblem(answer);
  if (problem !== null) return new ServiceProblem(problem);
  const { origin, pathname } = answer.url;
  const location = answer.headers.get('location');
  if (answer.status >= 300 && answer.status < 400 && location !== null)
    return new WrongConfiguration(
      `${origin} redirects ${pathname} to ${location}: set CLEARANCE_URL to where the service is`,
    );
  return new UnexpectedAnswer(
    `${origin} answered ${pathname} with status ${answer.status} and not as Clearance does: is CLEARANCE_URL right?`,
    exitCodeOf(answer.status),
  );
}

/** The problem that an answer carries, or null where it is none. */
export function readProblem(answer: ApiAnswer): ProblemBody | null {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(answer.bytes));
    return isProblem(body) ? body : null;
  } catch {
    return null;
  }
}
