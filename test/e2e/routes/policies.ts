import { fault, missing, not, wrong } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const RELAXED = { four_eyes: 'relaxed', reason: 'One person runs this' };

export const POLICY_ROUTES: RouteTable = {
  'GET /v1/policies/four-eyes': {
    right: 'read',
    path: '/v1/policies/four-eyes',
    status: 200,
    answers: 'other',
    errors: [],
  },

  'PUT /v1/policies/four-eyes': {
    right: 'admin',
    path: '/v1/policies/four-eyes',
    body: RELAXED,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...missing(RELAXED, '/four_eyes', '/reason'),
      ...wrong(RELAXED, '/four_eyes', not.oneOf()),
      ...wrong(RELAXED, '/reason', not.text(4000)),
      fault('what there is', { body: { ...RELAXED, four_eyes: 'required' } }, 'no_change'),
    ],
  },
};
