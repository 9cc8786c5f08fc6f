import type { OpenAPIObject } from '@nestjs/swagger';
import { NARROWS_EXTENSION } from './narrowing.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Headers = NonNullable<NonNullable<OpenAPIObject['components']>['headers']>;

/** What answers carry beside their body, by the names of their headers. */
export const HEADER_COMPONENTS: Headers = {
  'X-Request-Id': header('The X-Request-Id of the request, else one made here.', 128, '^[\\x21-\\x7e]+$'),
  RateLimit: header(
    'What is left of the quota (draft-ietf-httpapi-ratelimit-headers).',
    200,
    '^[\\x20-\\x7e]*$',
  ),
  'RateLimit-Policy': header('The quota, and its window in seconds.', 200, '^[\\x20-\\x7e]*$'),
  'Access-Control-Allow-Origin': header(
    'The origin that asked, where CLEARANCE_CORS_ORIGINS names it; left out otherwise.',
    2048,
    '^https?://[^/]+$',
  ),
  Link: header(
    'Where there is a next page: its address, as `rel="next"` (RFC 8288).',
    16_384,
    '^<[^>]*>; rel="next"$',
  ),
  'Readiness-Narrowed': header(
    'Set where the caller has rights in single projects alone: the answer has what lies in those, and no more.',
    8,
    '^projects$',
  ),
  'Retry-After': header('Seconds to wait before the next try.', 10, '^[0-9]+$'),
};

function header(description: string, maxLength: number, pattern: string): Headers[string] {
  return { description, schema: { type: 'string', maxLength, pattern } };
}

const ALL = ['X-Request-Id', 'Access-Control-Allow-Origin'] as const;
const COUNTED = [...ALL, 'RateLimit', 'RateLimit-Policy'] as const;

function references(names: readonly string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** The headers of an error answer of a status. */
export function problemHeaders(status: number): Headers {
  const waits = status === 429 || status === 503;
  return references([...COUNTED, ...(waits ? ['Retry-After'] : [])]);
}

/** Adds the headers that every success answer of an operation carries. */
export function addAnswerHeaders(operation: Operation, isPublic: boolean): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (!status.startsWith('2') || answer === undefined || '$ref' in answer) continue;
    const own = [
      ...(isPublic ? ALL : COUNTED),
      ...(isPaged(operation) ? ['Link'] : []),
      ...(isPaged(operation) && NARROWS_EXTENSION in operation ? ['Readiness-Narrowed'] : []),
    ];
    answer.headers = { ...references(own), ...answer.headers };
  }
}

function isPaged({ parameters = [] }: Operation): boolean {
  return parameters.some((parameter) => 'name' in parameter && parameter.name === 'cursor');
}
