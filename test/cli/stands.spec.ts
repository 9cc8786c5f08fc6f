import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const PROJECT = '/v1/projects/payments-api';
const AT = '2025-03-03T10:00:00.123456Z';
const by = { id: 'mem_ana', kind: 'human' };
const signature = {
  id: 'sgn_1',
  by,
  meaning: 'approve',
  at: AT,
  position: 9,
  bound_position: 8,
  digest: 'cc',
};
const definition = { title: 'Go-live', levels: ['required'], phases: ['before', 'go-live'], sections: null };
const gate = {
  id: 'gat_1',
  key: 'go-live',
  version: 1,
  definition: { ...definition, checklists: ['release-2'], sign_offs: [], same_person: false },
  pending: { version: 2, definition, narrowed: ['levels'], by },
  requested: { by, at: AT },
  verdict: 'not_ready',
  digest: 'cc',
  sign_offs: [
    {
      role: 'security',
      title: 'Security',
      quorum: 2,
      settled: false,
      signed: [{ ...signature, stale: true }],
    },
    { role: 'technical-lead', title: 'Technical Lead', quorum: 1, settled: true, signed: [] },
  ],
  position: 7,
  sequence: 3,
};
const reason = { code: 'item_expired', item: 'backup', checklist: 'go-live', role: null, message: 'ran out' };
const forecast = {
  project: 'payments-api',
  gate: 'go-live',
  verdict: 'ready',
  as_of: AT,
  position: 9,
  red_at: AT,
  steps: [{ at: AT, verdict: 'not_ready', score: 0.5, added: [reason], removed: [] }],
};

describe('How things stand', () => {
  test('a gate says what it looks at, what waits, and how each role stands', async () => {
    api.on(`GET ${PROJECT}/gates/go-live`, { json: gate });
    const shown = await runCli(api.url, ['gate', 'show', 'go-live', '--project', 'payments-api']);
    expect(shown.out).toBe(`Gate       go-live, version 1
Verdict    not_ready
Looks at   required in before, go-live; checklists release-2 alone
Waiting    version 2 by mem_ana asks less (levels): gate approve
Asked for  by mem_ana at 2025-03-03T10:00:00Z
Digest     cc

ROLE            NEEDED  STATE    SIGNED BY
security        2       missing  mem_ana (approve, stale) 2025-03-03T10:00:00Z
technical-lead  1       settled
`);
  });

  test('a gate that nobody has let into force says so', async () => {
    const json = { ...gate, version: 0, definition: null, pending: null, requested: null, sign_offs: [] };
    api.on(`GET ${PROJECT}/gates/go-live`, { json });
    const shown = await runCli(api.url, ['gate', 'show', 'go-live', '--project', 'payments-api']);
    expect(shown.out).toBe('Gate     go-live: no definition is in force\nVerdict  not_ready\nDigest   cc\n');
  });

  test('a stale sign-off is told from one that counts', async () => {
    const data = [true, false].map((stale) => ({ ...signature, stale, role: 'security', gate: 'go-live' }));
    api.on(`GET ${PROJECT}/gates/go-live/sign-offs`, { json: { data, next_cursor: null } });
    const shown = await runCli(api.url, ['gate', 'sign-offs', 'go-live', '--project', 'payments-api']);
    expect(shown.out.split('\n').slice(1, 3).join()).toMatch(/approve +stale .*approve +counts /);
  });

  test('a forecast says when the verdict turns red, and by what', async () => {
    api.on(`GET ${PROJECT}/readiness/forecast`, { json: forecast });
    const asking = ['forecast', '--project', 'payments-api'];
    expect((await runCli(api.url, asking)).out).toBe(`Gate       go-live of payments-api
Verdict    ready now
Turns red  2025-03-03T10:00:00Z

AT                    VERDICT    CHANGE  REASON        ITEM    CHECKLIST  WHY
2025-03-03T10:00:00Z  not_ready  comes   item_expired  backup  go-live    ran out
`);
    expect((await runCli(api.url, [...asking, '-o', 'csv'])).out).toContain(
      `${AT},not_ready,comes,item_expired,go-live,backup,,ran out`,
    );
    api.on(`GET ${PROJECT}/readiness/forecast`, { json: { ...forecast, red_at: null, steps: [] } });
    expect((await runCli(api.url, asking)).out).toContain('Turns red  not by itself\n');
  });
});
