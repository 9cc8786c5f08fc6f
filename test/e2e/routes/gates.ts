import {
  fault,
  missing,
  MOMENT,
  not,
  notQuery,
  wrong,
  wrongList,
  wrongMoment,
  wrongQuery,
} from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const GATES = '/v1/projects/:project/gates';
const GATE = {
  title: 'Release',
  levels: ['required'],
  phases: ['before'],
  sections: ['ha-setup'],
  checklists: ['go-live'],
  sign_offs: [{ role: 'security', title: 'Security', aliases: ['sec'], quorum: 1, holders: [] }],
  same_person: false,
};
const SIGN_OFF = {
  role: 'security',
  meaning: 'approve',
  position: 1,
  digest: 'a'.repeat(64),
  comment: 'Seen',
};
const SUBJECT = { subject: { name: 'shop', digest: 'sha256:1', environment: 'production' } };
const READ = {
  right: 'read',
  status: 200,
  answers: 'projection',
  queries: ['consistency', ...MOMENT],
} as const;
const words = [null, 7, 'x', {}, [7]];

export const GATE_ROUTES: RouteTable = {
  [`GET ${GATES}`]: {
    ...READ,
    path: '/v1/projects/waiting/gates',
    queries: ['limit', 'cursor', 'consistency', ...MOMENT],
    errors: [
      ...wrongMoment(),
      ...wrongQuery('limit', notQuery.limit),
      ...wrongQuery('cursor', notQuery.cursor),
      ...wrongQuery('consistency', notQuery.oneOf),
    ],
  },
  [`GET ${GATES}/:gate`]: {
    ...READ,
    path: '/v1/projects/waiting/gates/release',
    errors: [...wrongQuery('consistency', notQuery.oneOf), ...wrongMoment()],
  },

  [`PUT ${GATES}/:gate`]: {
    right: 'write',
    path: '/v1/projects/shop/gates/release-2',
    body: GATE,
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    definesName: 'gate',
    errors: [
      ...wrong(GATE, '/title', not.line(200)),
      ...wrong(GATE, '/levels', [...words, [], ['nonsense'], ['required', 'required']]),
      ...wrong(GATE, '/phases', [...words, [], ['nonsense'], ['before', 'before']]),
      ...wrong(GATE, '/sections', words),
      ...wrong(GATE, '/checklists', words),
      ...wrong(GATE, '/same_person', not.boolean()),
      ...wrongList(GATE, '/sign_offs'),
      ...missing(GATE, '/sign_offs/0/role'),
      ...wrong(GATE, '/sign_offs/0/role', not.key()),
      ...wrong(GATE, '/sign_offs/0/title', not.line(200)),
      ...wrong(GATE, '/sign_offs/0/aliases', words),
      ...wrong(GATE, '/sign_offs/0/quorum', [null, 0, 21, 1.5, '1']),
      ...wrong(GATE, '/sign_offs/0/holders', words),
      ...wrong(GATE, '/sections', [['nobody']], { code: 'invalid', at: ['/sections/0'] }),
      ...wrong(GATE, '/checklists', [['nobody']], { code: 'invalid', at: ['/checklists/0'] }),
      ...wrong(GATE, '/sign_offs/0/holders', [['mem_nobody'], ['svc_admin']], {
        code: 'invalid',
        at: ['/sign_offs/0/holders/0'],
      }),
      fault('a key of no form', { path: '/v1/projects/shop/gates/a%20b' }, 'invalid_request', 'path /gate'),
    ],
  },

  [`POST ${GATES}/:gate/approve`]: {
    right: 'write',
    as: 'second',
    path: '/v1/projects/waiting/gates/release/approve',
    body: { reason: 'Agreed' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: [
      ...wrong({}, '/reason', not.text(4000)),
      ...wrong({}, '/version', [null, 0, 1.5, '1', []]),
      fault('another version', { body: { version: 99 } }, 'invalid', '/version'),
      fault('who defined it', { as: 'contributor' }, 'not_allowed'),
      fault('a service account', { as: 'admin' }, 'not_allowed'),
      fault('one where nothing waits', { path: '/v1/projects/waiting/gates/settled/approve' }, 'no_change'),
    ],
  },

  [`POST ${GATES}/:gate/request`]: {
    right: 'write',
    path: '/v1/projects/waiting/gates/release/request',
    body: { reason: 'Thursday' },
    status: 200,
    answers: 'events',
    takesIfMatch: true,
    errors: wrong({}, '/reason', not.text(4000)),
  },

  [`POST ${GATES}/:gate/sign-offs`]: {
    right: 'write',
    as: 'second',
    path: '/v1/projects/waiting/gates/settled/sign-offs',
    body: { ...SIGN_OFF, digest: '{digest}' },
    status: 201,
    answers: 'events',
    errors: [
      ...missing(SIGN_OFF, '/role', '/meaning', '/position', '/digest'),
      ...wrong(SIGN_OFF, '/role', not.line(200)),
      ...wrong(SIGN_OFF, '/meaning', not.oneOf()),
      ...wrong(SIGN_OFF, '/position', [null, '1', -1, 1.5]),
      ...wrong(SIGN_OFF, '/digest', [null, 7, '', 'x', 'A'.repeat(64)]),
      ...wrong(SIGN_OFF, '/comment', not.text(4000)),
      ...wrong(SIGN_OFF, '/role', ['nobody'], { code: 'invalid' }),
      fault('a digest of something else', { body: SIGN_OFF }, 'project_changed'),
      fault('a service account', { as: 'admin' }, 'not_allowed'),
      fault('who holds no such role', { body: { ...SIGN_OFF, role: 'held' } }, 'not_allowed'),
    ],
  },

  [`GET ${GATES}/:gate/sign-offs`]: {
    ...READ,
    path: '/v1/projects/waiting/gates/settled/sign-offs',
    errors: [...wrongQuery('consistency', notQuery.oneOf), ...wrongMoment()],
  },
  [`GET ${GATES}/:gate/sign-offs/:sign_off`]: {
    ...READ,
    path: '/v1/projects/waiting/gates/settled/sign-offs/{sign_off}',
    errors: [...wrongQuery('consistency', notQuery.oneOf), ...wrongMoment()],
  },

  [`POST ${GATES}/:gate/evaluations`]: {
    right: 'write',
    path: '/v1/projects/waiting/gates/go-live/evaluations',
    body: SUBJECT,
    status: 201,
    answers: 'events',
    errors: [
      ...missing(SUBJECT, '/subject', '/subject/name', '/subject/digest', '/subject/environment'),
      ...wrong(SUBJECT, '/subject', [null, 7, 'x', []]),
      ...['name', 'digest', 'environment'].flatMap((name) =>
        wrong(SUBJECT, `/subject/${name}`, not.line(200)),
      ),
    ],
  },

  [`GET ${GATES}/:gate/evaluations`]: {
    right: 'read',
    path: '/v1/projects/waiting/gates/go-live/evaluations',
    status: 200,
    answers: 'other',
    queries: ['limit', 'cursor'],
    errors: [...wrongQuery('limit', notQuery.limit), ...wrongQuery('cursor', notQuery.cursor)],
  },
  [`GET ${GATES}/:gate/evaluations/:evaluation`]: {
    right: 'read',
    path: '/v1/projects/waiting/gates/go-live/evaluations/{evaluation}',
    status: 200,
    answers: 'other',
    errors: [],
  },
};
