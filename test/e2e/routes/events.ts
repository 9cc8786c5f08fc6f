import { cursorOf, fault, notQuery, wrongQuery } from '../support/faults.js';
import type { ErrorCase, RouteSpec, RouteTable } from '../support/route-spec.js';
import { itemPath } from '../support/scene.js';

const READ = { right: 'read', status: 200, answers: 'other' } as const;

function history(path: string): RouteSpec {
  return {
    ...READ,
    path,
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  };
}

const FILTER_ERRORS: ErrorCase[] = [
  ...wrongQuery('project', notQuery.line(128)),
  ...wrongQuery('type', ['item.chekced', 'item.checked,', 'ITEM.CHECKED', 'item.*']),
  ...wrongQuery('aggregate_type', notQuery.line(64)),
  ...wrongQuery('aggregate_type', ['foo', 'ITEM', 'item.checked']),
  ...wrongQuery('aggregate_id', notQuery.line(256)),
  ...wrongQuery('type', notQuery.line(1000)),
  ...wrongQuery('actor', notQuery.line(128)),
  ...wrongQuery('origin', notQuery.oneOf),
  ...wrongQuery('correlation_id', notQuery.line(256)),
  ...wrongQuery('from', notQuery.timestamp),
  ...wrongQuery('to', notQuery.timestamp),
  ...wrongQuery('after', notQuery.position),
  ...wrongQuery('before', notQuery.position),
  ...['nobody', 'prj_nobody'].map((project) =>
    fault(`?project=${project}`, { query: `project=${project}` }, 'not_found', 'query /project'),
  ),
];

export const EVENT_ROUTES: RouteTable = {
  'GET /v1/events': {
    ...READ,
    path: '/v1/events',
    queries: [
      'limit',
      'cursor',
      'project',
      'type',
      'actor',
      'origin',
      'from',
      'to',
      'after',
      'before',
      'order',
    ],
    errors: [
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', [
        ...notQuery.cursor,
        cursorOf([1, 'projects', 5]),
        cursorOf([1, 'events', '5']),
      ]),
      ...FILTER_ERRORS,
      ...wrongQuery('order', notQuery.oneOf),
      ...['text/html', 'application/xml, text/*;q=0', 'application/json;q=0'].map((accept) =>
        fault(`Accept: ${accept}`, { headers: { accept } }, 'not_acceptable', 'header /Accept'),
      ),
      fault(
        'a wrong filter of a stream',
        { query: 'project=nobody', headers: { accept: 'text/csv' } },
        'not_found',
        'query /project',
      ),
    ],
  },
  'GET /v1/events/stream': {
    ...READ,
    path: '/v1/events/stream',
    // It ends behind the first event; otherwise it would not.
    query: 'after=0&before=2',
    queries: ['project', 'type', 'actor', 'origin', 'from', 'to', 'after', 'before'],
    errors: [
      ...FILTER_ERRORS,
      ...['x', '-1', '01', '1.5', '99999999999999999999'].map((id) =>
        fault(
          `Last-Event-ID is ${id}`,
          { headers: { 'last-event-id': id } },
          'invalid_request',
          'header /Last-Event-ID',
        ),
      ),
    ],
  },
  'GET /v1/events/:position': { ...READ, path: '/v1/events/0', errors: [] },
  'GET /v1/projects/:project/history': history('/v1/projects/shop/history'),
  'GET /v1/projects/:project/checklists/:checklist/items/:item/history': history(
    `${itemPath('ha-setup.run-three-nodes')}/history`,
  ),
  'GET /v1/event-types': { ...READ, path: '/v1/event-types', errors: [] },
  'GET /v1/aggregate-types': { ...READ, path: '/v1/aggregate-types', errors: [] },
};
