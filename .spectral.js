import owasp from '@stoplight/spectral-owasp-ruleset';

// The rules of the OWASP API Security Top 10 2023 that openapi.json is checked with (Spectral). All of them are on;
// what is switched off is so for single paths, with the reason beside it.
export default {
  extends: [[owasp.default ?? owasp, 'all']],
  rules: {
    // Paths that hold the word "admin" are to have scopes of their own. An administrator's key is made with the scope that
    // makes tenants, which owners of the first tenant alone have; the test of roles and routes sees to the rest.
    'owasp:api5:2023-admin-security-unique': 'off',
  },
  overrides: [
    {
      // Probes and scrapers carry no credential and are not counted: a quota on them would report a healthy node as
      // failed. They take no input and tell nothing of a tenant (docs/security.md).
      files: [
        'openapi.json#/paths/~1healthz',
        'openapi.json#/paths/~1readyz',
        'openapi.json#/paths/~1metrics',
      ],
      rules: {
        'owasp:api2:2023-read-restricted': 'off',
        'owasp:api8:2023-define-error-responses-401': 'off',
        'owasp:api4:2023-rate-limit-responses-429': 'off',
        'owasp:api4:2023-rate-limit': 'off',
      },
    },
    {
      // The ticket system that calls signs its call and has no credential of ours: a wrong signature is refused before
      // anything is done, and what is right is counted as the connection's work, not as a caller's requests.
      files: ['openapi.json#/paths/~1v1~1ticketing~1inbound~1%7Bconnection%7D'],
      rules: {
        'owasp:api2:2023-write-restricted': 'off',
        'owasp:api4:2023-rate-limit-responses-429': 'off',
        'owasp:api4:2023-rate-limit': 'off',
      },
    },
    {
      // The rule takes any member called `headers` for those of a response. Deliveries of webhooks show what was sent
      // and received under that name.
      files: ['openapi.json#/components/schemas'],
      rules: { 'owasp:api8:2023-define-cors-origin': 'off' },
    },
  ],
};
