import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { readiness } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ROUTE = 'GET /v1/projects/payments-api/readiness';
const asking = ['readiness', '--project', 'payments-api'];

describe('clearance readiness', () => {
  test.each([
    ['ready', 0],
    ['ready_with_exceptions', 0],
    ['not_ready', 1],
    ['something_new', 1],
  ])('%s ends with %i in every format', async (verdict, code) => {
    api.on(ROUTE, { json: readiness({ verdict }) });
    for (const format of ['table', 'json', 'ndjson', 'csv'])
      expect((await runCli(api.url, [...asking, '-o', format])).code).toBe(code);
  });

  test('keeps its exit code when the reader has gone', async () => {
    api.on(ROUTE, { json: readiness() });
    expect((await runCli(api.url, asking, { readerGoesAfter: 0 })).code).toBe(1);
  });

  test('prints the verdict with every reason, and does not round up to 100 %', async () => {
    api.on(ROUTE, { json: readiness() });
    expect((await runCli(api.url, asking)).out).toBe(`Verdict  not_ready: payments-api, gate go-live
Score    99.9 % checked
Items    33 checked, 4 open, 1 failed of 38 applicable; 1 not applicable, 0 waived
Checks   30 by people, 3 by scripts; 0 in bulk, 0 by owners themselves, 12 without evidence
As of    2025-03-03T10:00:00Z, position 42
Digest   cc

REASON     ITEM                       CHECKLIST  WHY
item_open  ha-setup.test-the-restore  go-live    “Test the restore” in go-live is open
`);
  });

  test('says that nothing is applicable', async () => {
    const reasons = [
      { code: 'nothing_to_assess', item: null, checklist: null, role: null, message: 'Nothing to assess' },
    ];
    api.on(ROUTE, { json: readiness({ score: null, reasons }) });
    expect((await runCli(api.url, asking)).out).toContain('Score    none: nothing is applicable');
  });

  test('hands over gate, position and time, and gives the very JSON of the service', async () => {
    const body = '{"verdict":"ready","score":1.0,  "reasons":[]}';
    api.on(ROUTE, { text: body });
    const flags = ['--gate', 'go-live', '--at-position', '0', '--as-of', '2025-03-03T10:00:00Z'];
    const ended = await runCli(api.url, [...asking, ...flags, '-o', 'json']);
    expect(ended.out).toBe(`${body}\n`);
    expect(api.only.query).toEqual({ gate: 'go-live', at_position: '0', as_of: '2025-03-03T10:00:00Z' });
  });
});
