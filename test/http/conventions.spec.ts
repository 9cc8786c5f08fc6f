import { describe, expect, it } from 'vitest';
import { DESCRIPTION, type Operation, type Schema } from '../e2e/support/described.js';

/** Another system calls it with a proof of its own, and tells repetitions by what it sends. */
const CALLED_BY_SYSTEMS = ['post /v1/ticketing/inbound/{connection}'];
/** Words of the program itself and of its log: they grow with a release or a new key, and come whole. */
const WHOLE = ['/v1/event-types', '/v1/aggregate-types', '/v1/log/keys', '/v1/admin/projections'];

interface Route {
  readonly name: string;
  readonly path: string;
  readonly method: string;
  readonly operation: Operation & { readonly security?: readonly object[] };
  readonly parameters: readonly string[];
}

const ROUTES: readonly Route[] = Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method} ${path}`,
    path,
    method,
    operation,
    parameters: (operation.parameters ?? []).map(({ name }) => name),
  })),
);

function successes({ responses }: Operation) {
  return Object.entries(responses).flatMap(([status, answer]) => (status.startsWith('2') ? [answer] : []));
}

function members(operation: Operation): string[] {
  return successes(operation).flatMap(({ content }) => {
    const schema: Schema = content?.['application/json']?.schema ?? {};
    const reference = schema['$ref'];
    const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
    const named = DESCRIPTION.components.schemas[name ?? ''] ?? schema;
    return Object.keys((named['properties'] as object | undefined) ?? {});
  });
}

const without = (routes: readonly Route[], wanted: (route: Route) => boolean): string[] =>
  routes.filter((route) => !wanted(route)).map(({ name }) => name);

describe('The conventions of the API in its document', () => {
  const writes = ROUTES.filter(({ method }) => method !== 'get');
  const lists = ROUTES.filter(
    ({ method, operation }) => method === 'get' && members(operation).includes('data'),
  );

  it('every write takes an Idempotency-Key', () => {
    expect(writes.length).toBeGreaterThan(60);
    expect(without(writes, ({ parameters }) => parameters.includes('Idempotency-Key'))).toEqual(
      CALLED_BY_SYSTEMS,
    );
  });

  it('every answer has an X-Request-Id, and to a known caller what is left of the quota', () => {
    for (const { name, operation } of ROUTES) {
      const isPublic = operation.security?.length === 0;
      const wanted = ['X-Request-Id', ...(isPublic ? [] : ['RateLimit', 'RateLimit-Policy'])];
      for (const answer of successes(operation)) {
        const headers = Object.keys((answer as { headers?: object }).headers ?? {});
        expect([name, headers]).toEqual([name, expect.arrayContaining(wanted)]);
      }
    }
  });

  it('every list comes in pages: limit, cursor, next_cursor and Link', () => {
    expect(lists.length).toBeGreaterThan(25);
    const paged = lists.filter(({ path }) => !WHOLE.includes(path));
    expect(lists.length - paged.length).toBe(WHOLE.length);
    const isPaged = ({ parameters, operation }: Route): boolean =>
      ['limit', 'cursor'].every((name) => parameters.includes(name)) &&
      members(operation).includes('next_cursor') &&
      successes(operation).every((answer) => 'Link' in ((answer as { headers?: object }).headers ?? {}));
    expect(without(paged, isPaged)).toEqual([]);
  });

  it('every list in pages is offered as JSON, NDJSON and CSV, by Accept', () => {
    const wanted = ['application/json', 'application/x-ndjson', 'text/csv'];
    const paged = lists.filter(({ path }) => !WHOLE.includes(path));
    const isOffered = ({ operation }: Route): boolean =>
      successes(operation).every(({ content }) => wanted.every((type) => type in (content ?? {}))) &&
      '406' in operation.responses;
    expect(without(paged, isOffered)).toEqual([]);
  });

  it('who is to wait is told how long: on every route that can be busy, or where a quota can be used up', () => {
    for (const { name, operation } of ROUTES) {
      const isPublic = operation.security?.length === 0;
      const statuses = Object.keys(operation.responses);
      expect([name, statuses]).toEqual([name, expect.arrayContaining(isPublic ? ['503'] : ['429', '503'])]);
    }
    for (const status of ['Problem429', 'Problem503'])
      expect(DESCRIPTION.components.responses[status]).toMatchObject({
        headers: { 'Retry-After': expect.anything(), 'X-Request-Id': expect.anything() },
      });
  });

  it('If-Match is documented with its 412 wherever it is taken', () => {
    const guarded = ROUTES.filter(({ parameters }) => parameters.includes('If-Match'));
    expect(guarded.length).toBeGreaterThan(30);
    expect(without(guarded, ({ operation }) => '412' in operation.responses)).toEqual([]);
  });

  it('a moment is asked for by both of its parameters, and one that the log has not reached is a 422', () => {
    const then = ROUTES.filter(({ parameters }) => parameters.includes('at_position'));
    expect(then.length).toBeGreaterThan(10);
    expect(
      without(
        then,
        ({ parameters, operation }) => parameters.includes('as_of') && '422' in operation.responses,
      ),
    ).toEqual([]);
  });
});
