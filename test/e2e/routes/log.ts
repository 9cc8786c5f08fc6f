import { fault, missing, not, notQuery, wrong, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const READ = { right: 'read', status: 200, answers: 'other' } as const;

const wrongEpochs = [
  ...wrongQuery('epoch', ['x', '-1', '1.5', '', '9999999999']),
  fault('?epoch=7', { query: 'epoch=7' }, 'not_found', 'query /epoch'),
];

export const LOG_ROUTES: RouteTable = {
  'GET /v1/log/checkpoint': {
    ...READ,
    path: '/v1/log/checkpoint',
    queries: ['epoch'],
    errors: wrongEpochs,
  },
  'GET /v1/log/keys': { ...READ, path: '/v1/log/keys', errors: [] },
  'GET /v1/log/consistency': {
    ...READ,
    path: '/v1/log/consistency',
    query: 'from=1&to=2',
    errors: [
      fault('no from', { query: 'to=2' }, 'invalid_request', 'query /from'),
      ...wrongQuery('from', ['0', ...notQuery.position]),
      ...wrongQuery('to', notQuery.position, 'from=1'),
      fault('to before from', { query: 'from=3&to=2' }, 'invalid', 'query /from'),
      fault('to beyond the tree', { query: 'from=1&to=999999' }, 'not_found', 'query /to'),
      fault('an epoch that is not there', { query: 'from=1&epoch=7' }, 'not_found', 'query /epoch'),
    ],
  },
  'GET /v1/log/tile/*': {
    ...READ,
    path: '/v1/log/tile/0/000.p/2',
    queries: ['epoch'],
    errors: [
      ...wrongEpochs,
      ...[
        '0',
        '0/0',
        '00/000',
        '64/000',
        '0/x001/000',
        '0/000.p/0',
        '0/000.p/256',
        '0/000.p/255',
        '0/999',
        '1/000.p/9',
        'entries/000',
        'entries/001.p/1',
        '0/000.p/2/',
        '0/%30%30%30.p/2',
      ].map((path) => fault(`tile/${path}`, { path: `/v1/log/tile/${path}` }, 'not_found')),
    ],
  },
  'GET /v1/admin/log': { right: 'admin', path: '/v1/admin/log', status: 200, answers: 'other', errors: [] },
  'GET /v1/log/export': {
    ...READ,
    right: 'audit',
    path: '/v1/log/export',
    queries: ['epoch', 'project', 'from', 'to'],
    errors: [
      ...wrongEpochs,
      ...wrongQuery('project', notQuery.line(128)),
      ...wrongQuery('from', notQuery.timestamp),
      ...wrongQuery('to', notQuery.timestamp),
      fault(
        'a period that ends before it begins',
        { query: 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z' },
        'invalid',
        'query /to',
      ),
      fault('?project=nobody', { query: 'project=nobody' }, 'not_found', 'query /project'),
    ],
  },
  'GET /v1/events/:position/proof': {
    ...READ,
    path: '/v1/events/0/proof',
    errors: ['text/html', 'application/json;q=0'].map((accept) =>
      fault(`Accept: ${accept}`, { headers: { accept } }, 'not_acceptable', 'header /Accept'),
    ),
  },
};

/** For a log that is halted. */
export const LOG_EPOCH_ROUTES: RouteTable = {
  'POST /v1/admin/log/epochs': {
    right: 'admin',
    path: '/v1/admin/log/epochs',
    body: { reason: 'the disk is gone' },
    status: 200,
    answers: 'other',
    errors: [
      ...missing({ reason: 'x' }, '/reason'),
      ...wrong({ reason: 'x' }, '/reason', not.text(2_000)),
      ...wrong({ reason: 'x' }, '/checkpoint', not.text(10_000)),
    ],
  },
};
