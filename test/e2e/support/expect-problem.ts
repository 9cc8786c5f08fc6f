import { expect } from 'vitest';
import { PROBLEMS, type ProblemCode, problemType } from '../../../src/http/problem-codes.js';
import { undescribed } from './described.js';
import type { Scene } from './scene.js';
import type { Sent } from './send.js';

interface WrongMember {
  readonly pointer: string;
  readonly in?: string;
  readonly code: string;
  readonly detail: string;
}

/** The answer is a problem document of the code, whole in every member, and points to just these places. */
export function expectProblem(sent: Sent, code: ProblemCode, at: readonly string[] = []): void {
  const { answer, target, requestId } = sent;
  const { errors = [], ...problem } = answer.body as { errors?: WrongMember[] };
  expect(problem).toMatchObject({ code, status: PROBLEMS[code].status });
  expect(answer.status).toBe(PROBLEMS[code].status);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  expect(problem).toMatchObject({
    type: problemType(code),
    title: PROBLEMS[code].title,
    detail: expect.stringMatching(/\w{2}/),
    instance: target.split('?', 1)[0]?.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'),
    request_id: requestId,
  });
  for (const error of errors) {
    expect(error).toMatchObject({
      code: expect.stringMatching(/^[a-z][a-z0-9_]*$/),
      detail: expect.stringMatching(/\w{2}/),
    });
  }
  const places = errors.map((error) =>
    error.in === undefined ? error.pointer : `${error.in} ${error.pointer}`,
  );
  expect([...new Set(places)].sort()).toEqual([...at].sort());
}

/** What any request may meet before it reaches its route. */
const OF_ANY_ROUTE = [405, 408, 414, 431];

/** The OpenAPI document names the status among the answers of the route. */
export function expectDocumented({ api }: Scene, route: string, status: number): void {
  const [method = '', path = ''] = route.split(' ');
  const item = api.paths[path.replaceAll(/:([a-z_]+)/g, '{$1}').replace('*', '{path}')] as
    Record<string, unknown> | undefined;
  const operation = item?.[method.toLowerCase()] as { responses: object } | undefined;
  // Liveness under the old paths is left out of the document.
  if (operation === undefined && path.startsWith('/debug/')) return;
  expect([...Object.keys(operation?.responses ?? {}).map(Number), ...OF_ANY_ROUTE]).toContain(status);
}

/** The committed document describes the answer: its status, its format and its body. */
export function expectDescribed(route: string, { answer }: Sent): void {
  const [method = '', path = ''] = route.split(' ');
  if (path.startsWith('/debug/') || answer.status === 405) return;
  const named = path.replaceAll(/:([a-z_]+)/g, '{$1}').replace('*', '{path}');
  expect(undescribed(named, method.toLowerCase(), answer)).toEqual([]);
}
