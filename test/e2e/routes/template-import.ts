import { fault, notQuery, wrongQuery } from '../support/faults.js';
import type { RouteTable } from '../support/route-spec.js';

const TEXT = `# Import

## Network

- [ ] Firewall closed
- [ ] Certificates renewed
`;

const LARGE = Array.from({ length: 1500 }, (_, n) => `- [ ] Item ${n}\n\n  ${'long '.repeat(200)}\n`).join(
  '',
);

export const TEMPLATE_IMPORT_ROUTES: RouteTable = {
  'POST /v1/templates/import': {
    right: 'write',
    path: '/v1/templates/import',
    query: 'name=network',
    text: TEXT,
    status: 201,
    answers: 'other',
    queries: ['name', 'dry_run', 'repair', 'map'],
    errors: [
      ...wrongQuery('name', notQuery.line(200)),
      ...wrongQuery('dry_run', notQuery.boolean, 'name=network'),
      ...wrongQuery('repair', notQuery.boolean, 'name=network'),
      ...wrongQuery('map', ['', 'x', '%3D', 'a%3Db%3Dc', 'line:1%3D', 'x'.repeat(4001)], 'name=network'),
      ...wrongQuery('map', ['line:99%3Dnetwork.firewall', 'nobody%3Dx'], 'name=network'),
      fault('a name without letters', { query: 'name=!!!' }, 'invalid', 'query /name'),
      fault('a title without letters', { query: '', raw: '# !!!\n\n- [ ] a\n' }, 'invalid', 'query /name'),
      fault('a text that is not UTF-8', { raw: Buffer.from([0x2d, 0xff, 0xfe]) }, 'invalid', ''),
      fault('a text with U+0000', { raw: '- [ ] a\0b\n' }, 'invalid', ''),
      fault('a template over 1 MiB', { raw: LARGE }, 'limit_reached'),
      fault('more than 2000 items', { raw: '- [ ] x\n'.repeat(2001) }, 'invalid', ''),
    ],
  },
};
