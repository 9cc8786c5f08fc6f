import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import type { OidcIssuer } from './oidc-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'clearance-oidc-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ONE = {
  CLEARANCE_OIDC_ISSUER: 'https://login.example.org',
  CLEARANCE_OIDC_AUDIENCE: 'https://clearance.example.org',
};

const read = (env: NodeJS.ProcessEnv): readonly OidcIssuer[] => readConfig(env).oidcIssuers;

function ofFile(text: string): readonly OidcIssuer[] {
  const path = join(folder, 'oidc.yaml');
  writeFileSync(path, text);
  return read({ CLEARANCE_OIDC_FILE: path });
}

describe('Issuers', () => {
  it('are none where nothing is said', () => {
    expect(read({})).toEqual([]);
  });

  it('come from the environment, with careful defaults', () => {
    expect(read({ ...ONE, CLEARANCE_OIDC_ROLES: 'leads=approver, devs=contributor' })).toEqual([
      {
        issuer: 'https://login.example.org',
        audience: ['https://clearance.example.org'],
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        jwksUri: null,
        isTypRequired: true,
        rolesClaim: 'roles',
        roles: new Map([
          ['leads', ['approver']],
          ['devs', ['contributor']],
        ]),
        defaultRoles: [],
        tenant: 'default',
      },
    ]);
  });

  it('come from a file, several of them', () => {
    const issuers = ofFile(`issuers:
  - { issuer: https://a.example.org, audience: [x, y], roles: { leads: [manager, approver] } }
  - { issuer: https://b.example.org, audience: x, require_typ: false, tenant: acme }`);
    expect(issuers.map(({ issuer, tenant, isTypRequired }) => [issuer, tenant, isTypRequired])).toEqual([
      ['https://a.example.org', 'default', true],
      ['https://b.example.org', 'acme', false],
    ]);
    expect(issuers[0]?.roles.get('leads')).toEqual(['manager', 'approver']);
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['no audience', { CLEARANCE_OIDC_ISSUER: 'https://a.example.org' }, 'CLEARANCE_OIDC_AUDIENCE'],
    ['plain http', { ...ONE, CLEARANCE_OIDC_ISSUER: 'http://a.example.org' }, 'CLEARANCE_OIDC_ISSUER'],
    ['a shared secret', { ...ONE, CLEARANCE_OIDC_ALGORITHMS: 'HS256' }, 'CLEARANCE_OIDC_ALGORITHMS'],
    ['no signature', { ...ONE, CLEARANCE_OIDC_ALGORITHMS: 'none' }, 'CLEARANCE_OIDC_ALGORITHMS'],
    ['a role that is none', { ...ONE, CLEARANCE_OIDC_ROLES: 'leads=king' }, 'CLEARANCE_OIDC_ROLES'],
    ['a strange typ', { ...ONE, CLEARANCE_OIDC_REQUIRE_TYP: 'maybe' }, 'CLEARANCE_OIDC_REQUIRE_TYP'],
    ['both', { ...ONE, CLEARANCE_OIDC_FILE: '/nowhere' }, 'both set'],
    ['a file that is not there', { CLEARANCE_OIDC_FILE: '/nowhere' }, '/nowhere'],
  ])('are refused at the start with %s', (_, env, words) => {
    expect(() => read(env)).toThrow(words);
  });

  it.each([
    ['no list', 'issuers: {}', 'issuers is to be a list'],
    [
      'a member that nobody knows',
      'issuers: [{ issuer: https://a.example.org, audience: x, nonsense: 1 }]',
      'nonsense',
    ],
    [
      'one twice',
      'issuers: [&a { issuer: https://a.example.org, audience: x }, { issuer: https://a.example.org, audience: y }]',
      'twice',
    ],
    ['broken YAML', 'issuers: [', 'oidc.yaml'],
  ])('are refused from a file with %s', (_, text, words) => {
    expect(() => ofFile(text)).toThrow(words);
  });
});
