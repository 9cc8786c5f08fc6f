import { fault, notQuery, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

export const READINESS_ROUTES: RouteTable = {
  'GET /v1/projects/:project/readiness': {
    right: 'read',
    path: '/v1/projects/shop/readiness',
    query: 'gate=go-live',
    status: 200,
    answers: 'projection',
    queries: ['gate', 'at_position', 'as_of', 'consistency'],
    errors: [
      ...wrongQuery('consistency', notQuery.oneOf),
      ...wrongQuery('gate', notQuery.line(64)),
      ...wrongQuery('at_position', notQuery.position),
      ...wrongQuery('as_of', notQuery.timestamp),
      fault('?gate=nobody', { query: 'gate=nobody' }, 'not_found', 'query /gate'),
      ...['99999', '9007199254740991'].map((position) =>
        fault(
          `a position that the log has not reached: ${position}`,
          { query: `at_position=${position}` },
          'invalid',
          'query /at_position',
        ),
      ),
    ],
  },
};
