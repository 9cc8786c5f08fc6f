import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';
import { problemHeaders } from './openapi-headers.js';
import { PROBLEM_CODES, PROBLEMS } from './problem-codes.js';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
type Components = NonNullable<OpenAPIObject['components']>;

/** Extension that this file reads and `openapi.ts` takes away. */
export const PROBLEMS_EXTENSION = 'x-problems';

/** Names statuses of problems that a route answers with beside those that follow from its method, path and body. */
export function AlsoAnswers(...statuses: readonly number[]): MethodDecorator {
  return ApiExtension(PROBLEMS_EXTENSION, statuses);
}

const text = { type: 'string' };

/** The schema of every error answer (RFC 9457). */
const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id'],
  properties: {
    type: { ...text, format: 'uri-reference', description: 'Stable for each code.' },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { ...text, description: 'For the person who reads it; programs go by `code`.' },
    instance: { ...text, format: 'uri-reference', description: 'The path asked for.' },
    code: { ...text, enum: [...PROBLEM_CODES] },
    request_id: { ...text, description: 'As in X-Request-Id and in the log of the server.' },
    errors: { type: 'array', items: { $ref: '#/components/schemas/MemberError' } },
    events: { type: 'array', items: { type: 'object' }, description: 'With 412: what has happened since.' },
  },
  additionalProperties: true,
};

const MEMBER_ERROR_SCHEMA = {
  type: 'object',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: { ...text, description: 'RFC 6901, into the body; of `in`, the name behind a slash.' },
    in: { ...text, enum: ['query', 'path', 'header'], description: 'Left out for the body.' },
    code: { ...text, description: 'The rule that is broken.' },
    detail: text,
  },
};

/** The schemas and responses that operations refer to. */
export function problemComponents(): Pick<Components, 'schemas' | 'responses'> {
  const responses: NonNullable<Components['responses']> = {};
  for (const status of new Set(PROBLEM_CODES.map((code) => PROBLEMS[code].status))) {
    const codes = PROBLEM_CODES.filter((code) => PROBLEMS[code].status === status);
    responses[`Problem${status}`] = {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
      headers: problemHeaders(status),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return { schemas: { Problem: PROBLEM_SCHEMA, MemberError: MEMBER_ERROR_SCHEMA }, responses };
}

/** Adds the error answers that an operation may give to those that it names itself. */
export function addProblemResponses(
  path: string,
  method: string,
  operation: Operation,
  isPublic: boolean,
): void {
  for (const status of problemStatuses(path, method, operation, isPublic)) {
    operation.responses[`${status}`] ??= { $ref: `#/components/responses/Problem${status}` };
  }
}

function problemStatuses(path: string, method: string, operation: Operation, isPublic: boolean): number[] {
  const isWrite = !['get', 'head', 'options'].includes(method);
  return [
    // What is wrong about a request before anybody knows what it asks for.
    400,
    408,
    417,
    431,
    500,
    503,
    ...(isPublic ? [] : [401, 403, 429]),
    ...(path.includes('{') ? [404, 414] : []),
    ...('x-formats' in operation ? [406] : []),
    ...(isWrite ? [409, 412, 422] : []),
    ...(operation.requestBody === undefined ? [] : [413, 415]),
    ...((operation as { [PROBLEMS_EXTENSION]?: readonly number[] })[PROBLEMS_EXTENSION] ?? []),
  ];
}
