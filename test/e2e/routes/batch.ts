import { fault, missing, not, wrong } from '../support/faults.js';
import type { JsonObject, RouteTable } from '../support/route-spec.js';

const CHECK = {
  checklist: 'go-live',
  item: 'ha-setup.run-three-nodes',
  action: 'check',
  body: { reason: 'x' },
};
const BODY: JsonObject = { atomic: true, commands: [CHECK] };

export const BATCH_ROUTES: RouteTable = {
  'POST /v1/projects/:project/batch': {
    right: 'write',
    path: '/v1/projects/shop/batch',
    body: BODY,
    status: 200,
    answers: 'events',
    errors: [
      ...missing(BODY, '/commands'),
      ...wrong(BODY, '/commands', [null, 7, 'x', {}, []]),
      ...wrong(BODY, '/atomic', not.boolean()),
      ...wrong(BODY, '/nonsense', [1]),
      fault(
        '1,001 commands',
        { body: { commands: Array.from({ length: 1_001 }, () => CHECK) } },
        'invalid_request',
        '/commands',
      ),
      fault('no body', { raw: '' }, 'invalid_request', '/commands'),
      fault('a command that is refused', { body: { ...BODY, commands: [CHECK, 7] } }, 'batch_refused'),
    ],
  },
};
