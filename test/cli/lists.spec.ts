import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeApi, pagesOf } from './support/fake-api.js';
import { runCli } from './support/run-cli.js';
import { checkedItem, checklist, event, item, project } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ITEMS = 'GET /v1/projects/payments-api/items';
const items = ['items', '--project', 'payments-api'];

describe('clearance items', () => {
  test('follows all pages, with the filters on each', async () => {
    api.on(ITEMS, ...pagesOf([item({ key: 'a' })], [], [item({ key: 'b' })]));
    const flags = ['-c', 'go-live', '--status', 'open', '--level', 'required', '--phase', 'before'];
    const ended = await runCli(api.url, [...items, ...flags, '--section', 'ha-setup', '-o', 'ndjson']);
    expect(ended.code).toBe(0);
    expect(ended.out.split('\n').map((line) => line && JSON.parse(line).key)).toEqual(['a', 'b', '']);
    const filter = {
      checklist: 'go-live',
      status: 'open',
      level: 'required',
      phase: 'before',
      section: 'ha-setup',
    };
    expect(api.received.map(({ query }) => query)).toEqual([
      { ...filter, limit: '500' },
      { ...filter, limit: '500', cursor: 'cursor-1' },
      { ...filter, limit: '500', cursor: 'cursor-2' },
    ]);
  });

  test('prints one JSON array of what the service gave', async () => {
    const rows = [item({ key: 'a' }), item({ key: 'b' })];
    api.on(ITEMS, ...pagesOf(rows.slice(0, 1), rows.slice(1)));
    const ended = await runCli(api.url, [...items, '-o', 'json']);
    expect(ended.out).toBe(`[\n${JSON.stringify(rows[0])},\n${JSON.stringify(rows[1])}\n]\n`);
  });

  test('prints an empty list in every format', async () => {
    api.on(ITEMS, ...pagesOf([]));
    expect(JSON.parse((await runCli(api.url, [...items, '-o', 'json'])).out)).toEqual([]);
    expect((await runCli(api.url, [...items, '-o', 'ndjson'])).out).toBe('');
    expect((await runCli(api.url, [...items, '-o', 'csv'])).out).toMatch(/^checklist,section,key,.*\r\n$/);
    expect(await runCli(api.url, items)).toMatchObject({ out: '', err: '' });
    expect(await runCli(api.url, items, { terminal: 80 })).toMatchObject({
      out: '',
      err: 'clearance: no items\n',
    });
  });

  test('prints CSV that no spreadsheet runs', async () => {
    api.on(ITEMS, ...pagesOf([checkedItem({ title: '=HYPERLINK("x"), or' })]));
    const [head, row] = (await runCli(api.url, [...items, '-o', 'csv'])).out.split('\r\n');
    expect(head).toBe(
      'checklist,section,key,id,parent,title,level,phase,status,derived,claimed,claim_imported_at,decided_by,decided_by_name,' +
        'decided_at,effective_at,reason,measured,evidence,comments,sequence',
    );
    expect(row).toBe(
      `go-live,ha-setup,ha-setup.test-the-restore,itm_1,,"'=HYPERLINK(""x""), or",required,before,checked,,` +
        'false,,mem_ana,Ana,2025-03-03T10:00:00.123456Z,2025-03-03T10:00:00.123456Z,drill passed,,0,0,1',
    );
  });

  test('fits a terminal, wide characters counted as two', async () => {
    const rows = [item({ key: 'a', title: '復元をテストする'.repeat(5) }), checkedItem({ key: 'b' })];
    api.on(ITEMS, ...pagesOf(rows));
    const { out } = await runCli(api.url, items, { terminal: 80 });
    expect(out).toBe(
      'ITEM  STATUS   TITLE                     CHECKLIST  LEVEL     PHASE   DECIDED BY\n' +
        'a     open     復元をテストする復元を…   go-live    required  before\n' +
        'b     checked  Test the restore          go-live    required  before  Ana\n',
    );
  });

  test('keeps keys whole on a terminal as long as other columns can go', async () => {
    api.on(ITEMS, ...pagesOf([item({ key: 'k'.repeat(40), title: 't'.repeat(40) })]));
    const { out } = await runCli(api.url, items, { terminal: 80 });
    expect(out).toBe(`ITEM${' '.repeat(38)}STATUS  TITLE\n${'k'.repeat(40)}  open    ${'t'.repeat(29)}…\n`);
  });

  test('leaves out what would steer the terminal', async () => {
    api.on(ITEMS, ...pagesOf([item({ title: '\u001b[2Jgone\u202e\nnext' })]));
    const { out } = await runCli(api.url, items);
    expect(out).toContain('[2Jgone next');
    for (const steering of ['\u001b', '\u202e', '\nnext']) expect(out).not.toContain(steering);
  });

  test('asks for no more pages once the reader is gone', async () => {
    api.on(ITEMS, ...pagesOf([item()], [item()], [item()]));
    const ended = await runCli(api.url, [...items, '-o', 'ndjson'], { readerGoesAfter: 1 });
    expect(ended.code).toBe(0);
    expect(api.received).toHaveLength(1);
  });

  test('encodes names in paths, and refuses those that lead elsewhere', async () => {
    api.on('GET /v1/projects/a%2Fb%3F/items', ...pagesOf([]));
    expect((await runCli(api.url, ['items', '-p', 'a/b?'])).code).toBe(0);
    const ended = await runCli(api.url, ['items', '-p', '..']);
    expect(ended).toMatchObject({ code: 2, err: 'clearance: ".." is no key or id (--help says more)\n' });
  });

  test('needs a project', async () => {
    const ended = await runCli(api.url, ['items']);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain("required option '--project' not specified");
  });
});

describe('clearance events', () => {
  test('hands over the filters', async () => {
    api.on('GET /v1/events', ...pagesOf([event()]));
    const flags = ['-p', 'payments-api', '--type', 'item.checked,item.failed', '--actor', 'mem_ana'];
    const ended = await runCli(api.url, ['events', ...flags, '--from', '2025-03-01', '--to', '2025-04-01']);
    expect(api.only.query).toEqual({
      project: 'payments-api',
      type: 'item.checked,item.failed',
      actor: 'mem_ana',
      from: '2025-03-01',
      to: '2025-04-01',
      limit: '50',
    });
    expect(ended.out).toBe(
      'POSITION  RECORDED              TYPE          ACTOR  SUMMARY\n' +
        '42        2025-03-03T10:00:00Z  item.checked  Ana    Ana checked “Test the restore” (was open)\n',
    );
  });

  test('gives scripts all there is without --limit, and no more than it says', async () => {
    const many = Array.from({ length: 500 }, (_, index) => event({ position: 600 - index }));
    api.on('GET /v1/events', ...pagesOf(many, [event({ position: 100 })]));
    const ended = await runCli(api.url, ['events', '-o', 'json']);
    expect(JSON.parse(ended.out)).toHaveLength(501);
    api.reset();
    api.on('GET /v1/events', ...pagesOf(many, many.slice(0, 20), many));
    const limited = await runCli(api.url, ['events', '-o', 'json', '--limit', '520']);
    expect(JSON.parse(limited.out)).toHaveLength(520);
    expect(api.received.map(({ query }) => query['limit'])).toEqual(['500', '20']);
  });

  test('says of a table, and of nothing else, that it is cut', async () => {
    const newest = Array.from({ length: 50 }, (_, index) => event({ position: 600 - index }));
    api.on('GET /v1/events', ...pagesOf(newest, [event()]));
    const cut = await runCli(api.url, ['events']);
    expect(cut.out.split('\n')).toHaveLength(52);
    expect(cut.err).toBe(
      'clearance: the first 50 events are shown, there are more: a larger --limit shows more, -o ndjson and -o csv all\n',
    );
    api.on('GET /v1/events', ...pagesOf(newest.slice(0, 2), [event()]));
    expect(await runCli(api.url, ['events', '--limit', '2', '-o', 'csv'])).toMatchObject({ err: '' });
    api.on('GET /v1/events', ...pagesOf(newest));
    expect(await runCli(api.url, ['events'])).toMatchObject({ err: '' });
  });

  test.each(['0', '-1', 'ten', '1.5', '99999999999999999'])('refuses a limit of %s', async (limit) => {
    const ended = await runCli(api.url, ['events', `--limit=${limit}`]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('Give an integer from 1.');
  });

  test('prints the columns of the service as CSV', async () => {
    const { EVENT_COLUMNS } = await import('../../src/features/audit/http/event-columns.js');
    api.on('GET /v1/events', ...pagesOf([event()]));
    const [head] = (await runCli(api.url, ['events', '-o', 'csv'])).out.split('\r\n');
    expect(head).toBe(EVENT_COLUMNS.map(({ name }) => name).join(','));
  });
});

describe('clearance history and projects', () => {
  test('lists the history of an item in the only checklist', async () => {
    api.on('GET /v1/projects/payments-api/checklists', ...pagesOf([checklist()]));
    api.on('GET /v1/projects/payments-api/checklists/go-live/items/a/history', ...pagesOf([event()]));
    const ended = await runCli(api.url, ['history', 'a', '-p', 'payments-api', '-o', 'ndjson']);
    expect(ended.out).toBe(`${JSON.stringify(event())}\n`);
  });

  test('shows all of the history of a project, and says so where --limit cuts it', async () => {
    const HISTORY = 'GET /v1/projects/payments-api/history';
    const many = Array.from({ length: 500 }, (_, index) => event({ position: index }));
    api.on(HISTORY, ...pagesOf(many, [event({ position: 7777 })]));
    const all = await runCli(api.url, ['project', 'history', 'payments-api']);
    expect(all.err).toBe('');
    expect(all.out.split('\n')).toHaveLength(503);
    expect(all.out).toContain('\n7777 ');
    api.on(HISTORY, ...pagesOf(many.slice(0, 3), many));
    const cut = await runCli(api.url, ['project', 'history', 'payments-api', '--limit', '3']);
    expect(cut.err).toBe(
      'clearance: the first 3 events are shown, there are more: without --limit all are\n',
    );
  });

  test('counts no closed checklist where an open one is left, and shows how each stands', async () => {
    const CHECKLISTS = 'GET /v1/projects/payments-api/checklists';
    const closed = [checklist({ key: 'old', state: 'closed' }), checklist({ key: 'older', state: 'closed' })];
    const argv = ['history', 'a', '-p', 'payments-api'];
    api.on('GET /v1/projects/payments-api/checklists/go-live/items/a/history', ...pagesOf([event()]));
    api.on(CHECKLISTS, ...pagesOf([...closed, checklist({ state: 'closing' })]));
    expect((await runCli(api.url, argv)).code).toBe(0);
    api.on(CHECKLISTS, ...pagesOf([...closed, checklist(), checklist({ key: 'next' })]));
    const several = await runCli(api.url, argv);
    expect(several).toMatchObject({ code: 2, err: expect.stringContaining('--checklist: go-live, next (') });
    api.on(CHECKLISTS, ...pagesOf(closed));
    expect((await runCli(api.url, argv)).err).toContain('all closed, name one with --checklist: old, older');
    const list = await runCli(api.url, ['checklist', 'list', '-p', 'payments-api']);
    expect(list.out).toMatch(/^CHECKLIST .* STATE .*\nold .* closed /);
    expect((await runCli(api.url, ['checklist', 'list', '-p', 'payments-api', '-o', 'csv'])).out).toMatch(
      /^key,.*,items,state,closed_at,.*\r\nold,.*,closed,/,
    );
  });

  test('lists projects', async () => {
    api.on('GET /v1/projects', ...pagesOf([project()]));
    expect((await runCli(api.url, ['projects'])).out).toBe(
      'PROJECT       CREATED               NAME          DESCRIPTION\n' +
        'payments-api  2025-03-03T10:00:00Z  Payments API\n',
    );
  });
});
