import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/http/problem-codes.js';
import { FakeApi, problem } from './support/fake-api.js';
import { KEY, runCli } from './support/run-cli.js';
import { event } from './support/samples.js';

const api = new FakeApi();
beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => api.reset());

const EXIT_CODES: Readonly<Record<number, number>> = {
  400: 2,
  401: 5,
  403: 5,
  404: 3,
  405: 2,
  406: 2,
  408: 6,
  409: 4,
  412: 4,
  413: 2,
  414: 2,
  415: 2,
  417: 2,
  422: 2,
  429: 6,
  431: 2,
  500: 70,
  503: 6,
};

describe('Failures', () => {
  test.each(Object.entries(PROBLEMS))('%s has its exit code', async (code, { status }) => {
    api.on('GET /v1/projects', problem(status, code));
    const ended = await runCli(api.url, ['projects', '--no-retry']);
    expect(ended.code).toBe(EXIT_CODES[status]);
    expect(ended.out).toBe('');
    expect(ended.err).toContain(`Detail of ${code}.`);
  });

  test('are told with each wrong member and the request id', async () => {
    const errors = [
      { pointer: '/evidence/0/url', code: 'http_url', detail: 'must be an http or https URL' },
      { pointer: '/limit', in: 'query', code: 'integer', detail: 'must be an integer' },
      { pointer: '', code: 'object', detail: 'must be an object' },
    ];
    api.on('GET /v1/projects', problem(400, 'invalid_request', { errors }));
    expect((await runCli(api.url, ['projects'])).err).toBe(`clearance: Detail of invalid_request.
  /evidence/0/url: must be an http or https URL
  query limit: must be an integer
  the body: must be an object
  Title of invalid_request (400 invalid_request), request req-1
`);
  });

  test.each([
    [
      'query "limit": must be an integer, and 1 more',
      'limit',
      'query limit: must be an integer\n  /b: must be b',
    ],
    ['must be an integer', 'limit', 'query limit: must be an integer\n  /b: must be b'],
    [
      'One thing: must be an integer, so try again',
      'limit',
      'query limit: One thing: must be an integer, so try again',
    ],
  ])('say once what the detail and a member have in common: %s', async (detail, member, words) => {
    const errors = [
      { pointer: `/${member}`, in: 'query', code: 'integer', detail: 'must be an integer' },
      { pointer: '/b', code: 'b', detail: 'must be b' },
    ];
    api.on('GET /v1/projects', problem(400, 'invalid_request', { detail, errors }));
    const { err } = await runCli(api.url, ['projects']);
    expect(err).toContain(`clearance: ${words}\n`);
    expect(err.split('must be an integer')).toHaveLength(2);
  });

  test.each(['json', 'ndjson'])('are the problem itself with -o %s', async (format) => {
    api.on('GET /v1/projects', problem(404, 'not_found', { extra: [1] }));
    const ended = await runCli(api.url, ['projects', '-o', format]);
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.err)).toMatchObject({ status: 404, code: 'not_found', extra: [1] });
  });

  test('of --if-match come with what has happened since', async () => {
    const events = Array.from({ length: 12 }, (_, index) =>
      event({ position: index, summary: `Change ${index}` }),
    );
    api.on('POST /v1/projects/p/checklists/c/items/i/check', problem(412, 'precondition_failed', { events }));
    const ended = await runCli(api.url, ['check', 'i', '-p', 'p', '-c', 'c', '--if-match', '1']);
    expect(ended.code).toBe(4);
    expect(ended.err).toContain('  9: Change 9\n  and 2 more\n');
  });

  test('of authentication name where the key came from, and never the key', async () => {
    api.on('GET /v1/projects', problem(401, 'unauthenticated'));
    const ended = await runCli(api.url, ['projects']);
    expect(ended.err).toContain('The key came from CLEARANCE_API_KEY');
    expect(ended.err).not.toContain(KEY);
  });

  test.each([
    ['a page of another server', { text: '<html>' }, 70, 'not JSON'],
    ['an error of another server', { status: 404, text: 'Not Found' }, 3, 'is CLEARANCE_URL right?'],
    [
      'a problem that is none',
      { status: 500, headers: { 'content-type': 'application/problem+json' }, text: '{}' },
      70,
      'status 500',
    ],
    [
      'a redirect',
      { status: 308, headers: { location: 'https://x.example/' }, text: '' },
      2,
      'https://x.example/',
    ],
  ])('of %s are told apart', async (_, reply, code, words) => {
    api.on('GET /v1/projects', reply);
    const ended = await runCli(api.url, ['projects']);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });

  test('nobody foresaw are told with where they were', async () => {
    api.on('GET /v1/projects', { json: { data: 7, next_cursor: null } });
    const ended = await runCli(api.url, ['projects']);
    expect(ended.code).toBe(70);
    expect(ended.err).toMatch(/^clearance: a fault of this program: TypeError[^]*print/);
  });
});

describe('Usage', () => {
  test.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['projects', '--nonsense'], "unknown option '--nonsense'"],
    [['items', '-p', 'p', '-o', 'yaml'], 'Allowed choices are table, json, ndjson, csv.'],
    [['export'], "missing required argument 'template'"],
    [['templates', 'a'], 'too many arguments'],
    [['templates', '--timeout', '0'], 'Give seconds'],
    [[], 'Usage: clearance'],
  ])('%j ends with 2', async (argv, words) => {
    const ended = await runCli(api.url, argv);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(words);
  });

  test('--help and --version end with 0', async () => {
    const help = await runCli(api.url, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('Exit codes:');
    expect(await runCli(api.url, ['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
    expect((await runCli(api.url, ['check', '--help'])).out).toContain('--if-match <sequence>');
  });
});
