import { problemOf } from '../../../http/problem-of.js';
import { HttpProblem, type MemberError, pointer } from '../../../http/problem.js';
import { EventsUsedUp } from '../commands/batch.js';
import { InvalidEntry } from '../commands/run-batch.js';

/** The errors of a command of a batch as its own route tells them, with pointers into the body of the batch. */
export function commandProblem(index: number, error: unknown): HttpProblem {
  if (error instanceof InvalidEntry && error.cause instanceof HttpProblem) return error.cause;
  const problem = problemOf(quotaProblem(error), {
    params: { checklist: '', item: '' },
    query: {},
    body: {},
  });
  return moved(problem, (member) => {
    if (member.in === 'header') return pointer('commands', index, 'if_match');
    if (member.in === 'path') return `${pointer('commands', index)}${member.pointer}`;
    return `${pointer('commands', index, 'body')}${member.pointer}`;
  });
}

/** What the caller is told where the tenant may record no more; any other error as it is. */
export function quotaProblem(error: unknown): unknown {
  return error instanceof EventsUsedUp ? new HttpProblem('quota_exceeded', error.message) : error;
}

/** What is wrong about the form of a command: `at` is where in it, such as `/body`. */
export function invalidEntry(index: number, at: string, error: HttpProblem): InvalidEntry {
  const problem = moved(error, (member) => `${pointer('commands', index)}${at}${member.pointer}`);
  return new InvalidEntry(problem.message, { cause: problem });
}

function moved(problem: HttpProblem, to: (member: MemberError) => string): HttpProblem {
  const { code, message, errors, members, cause } = problem;
  return new HttpProblem(code, message, {
    cause,
    members,
    ...(errors && {
      errors: errors.map((member) => ({ pointer: to(member), code: member.code, detail: member.detail })),
    }),
  });
}
