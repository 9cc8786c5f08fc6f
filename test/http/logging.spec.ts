import { connect } from 'node:net';
import { Controller, Get, Logger, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Needs, Public } from '../../src/http/access.decorators.js';
import { Drain } from '../../src/http/drain.js';
import { closeGracefully } from '../../src/http/lifecycle.js';
import { createLogger, loggingModule, quietAtStart, withoutKeys } from '../../src/http/logging.js';
import { Readiness } from '../../src/http/health.controller.js';
import { as, startApp, type TinyApp, type TinyReadiness } from './tiny-app.js';
import { until } from '../support/until.js';

const KEY = 'clr_k7Gh2_0123456789abcdefghijklmnopqrstuvwxyzABCDEF';

@Needs('projects:read')
@Controller('v1')
class Logged {
  private readonly logger = new Logger('things');

  @Get('things/:id')
  async read(@Param('id') id: string, @Query('secret') secret?: string): Promise<object> {
    await Promise.resolve();
    this.logger.log(`reading ${id} with ${KEY}`);
    return { secret };
  }

  @Post('things')
  write(): object {
    this.logger.log({ headers: { authorization: `Bearer ${KEY}`, cookie: 'a=b' }, note: `key ${KEY}` });
    return {};
  }

  @Public()
  @Get('bug')
  fail(): never {
    throw new Error(`it broke with ${KEY}`);
  }
}

const lines: string[] = [];
const logger = createLogger('info', { write: (line) => void lines.push(line) });

let tiny: TinyApp;
beforeAll(async () => {
  tiny = await startApp({ controllers: [Logged], modules: [loggingModule(logger)], logger });
});
afterAll(() => tiny.app.close());
beforeEach(() => {
  lines.length = 0;
});

interface Line extends Record<string, unknown> {
  readonly message: string;
}

async function logged(message: string): Promise<Line[]> {
  const parsed = () => lines.map((line) => JSON.parse(line) as Line);
  return await until(() => {
    const found = parsed();
    expect(found.map((line) => line.message)).toContain(message);
    return found;
  });
}

test('a line for the answer, and the ids in the lines between', async () => {
  await tiny.http.get('/v1/things/7?secret=1').set(as('script.ci')).set('x-request-id', 'r-1');
  const [between, answered] = await logged('answered');
  expect(between).toMatchObject({ level: 'info', context: 'things', request_id: 'r-1', actor_id: 'usr_ci' });
  expect(answered).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    request_id: 'r-1',
    correlation_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    actor_id: 'usr_ci',
    tenant: 'default',
    method: 'GET',
    path: '/v1/things/7',
    route: '/v1/things/:id',
    status: 200,
    duration_ms: expect.any(Number) as number,
    message: 'answered',
  });
});

test('no key and no credential header is in any line', async () => {
  await tiny.http.get('/v1/things/7').set(as('script'));
  await tiny.http.post('/v1/things').set(as('script'));
  await tiny.http.get('/v1/bug');
  await expect.poll(() => lines.filter((line) => line.includes('"answered"'))).toHaveLength(3);
  const text = lines.join('');
  expect(text).not.toMatch(/0123456789|a=b/);
  expect(text).toContain('reading 7 with clr_[redacted]');
  expect(text).toContain('"authorization":"[redacted]"');
});

test('a fault of the server is logged with its stack, under the request id', async () => {
  await tiny.http.get('/v1/bug').set('x-request-id', 'r-2');
  const found = await logged('answered');
  expect(found.at(-1)).toMatchObject({ level: 'error', status: 500, request_id: 'r-2' });
  expect(found[0]).toMatchObject({ level: 'error', request_id: 'r-2', context: 'http' });
  expect(JSON.stringify(found[0])).toContain('logging.spec.ts');
});

test('health is quiet', async () => {
  const readiness = tiny.app.get<Readiness, TinyReadiness>(Readiness, { strict: false });
  readiness.state = { ready: false, checks: { database: 'down' } };
  await tiny.http.get('/healthz');
  await tiny.http.get('/readyz');
  await tiny.http.get('/nothing');
  expect((await logged('answered')).filter((line) => line.message === 'answered')).toMatchObject([
    { path: '/nothing', status: 404 },
  ]);
});

test.each([
  ['a line without one', 'a line without one'],
  [`"key":"${KEY}"`, '"key":"clr_[redacted]"'],
  ['clr_a-b_c.d~e+f/g=', 'clr_[redacted]'],
  [`${KEY} and ${KEY}`, 'clr_[redacted] and clr_[redacted]'],
])('%s', (line, redacted) => {
  expect(withoutKeys(line)).toBe(redacted);
});

test('a request that is cut off has no status, and nothing else is blamed', async () => {
  const own = await startApp({ controllers: [Logged], modules: [loggingModule(logger)], logger });
  const socket = connect(own.port, '127.0.0.1').on('error', () => undefined);
  const head = ['POST /v1/things HTTP/1.1', 'Host: x', 'Authorization: Bearer script'];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 9', '', '{'].join('\r\n'));
  const drain = own.app.get(Drain, { strict: false });
  await expect.poll(() => drain.inFlight).toBe(1);
  lines.length = 0;
  await closeGracefully(own.app, { graceMs: 0, cutOffMs: 50 });
  const found = await logged('cut off, since the server went down before its answer was written');
  const cut = found.find(({ message }) => message.startsWith('cut off'));
  expect(cut).toMatchObject({ level: 'warn', method: 'POST', path: '/v1/things' });
  expect(cut).not.toHaveProperty('status');
  expect(lines.join('')).not.toMatch(/unavailable|database/);
});

test('a client that goes in the middle of its request is told apart', async () => {
  const socket = connect(tiny.port, '127.0.0.1');
  const head = ['POST /v1/things HTTP/1.1', 'Host: x', 'Authorization: Bearer script'];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 9', '', '{'].join('\r\n'));
  const drain = tiny.app.get(Drain, { strict: false });
  await expect.poll(() => drain.inFlight).toBe(1);
  socket.destroy();
  const found = await logged('broken off before the request was there');
  expect(found.at(-1)).not.toHaveProperty('status');
  expect(lines.join('')).not.toMatch(/unavailable|database/);
});

test('what Nest tells of modules and routes at the start is for those who debug', () => {
  const heard: unknown[][] = [];
  const hear =
    (level: string) =>
    (...words: unknown[]): void =>
      void heard.push([level, ...words]);
  const nest = quietAtStart({
    log: hear('log'),
    error: hear('error'),
    warn: hear('warn'),
    debug: hear('debug'),
  });
  nest.log('Mapped {/v1/projects, GET} route', 'RouterExplorer');
  nest.log('an anchor holds a checkpoint', 'Log');
  nest.error('it broke', 'its stack', 'RouterExplorer');
  expect(heard).toEqual([
    ['debug', 'Mapped {/v1/projects, GET} route', 'RouterExplorer'],
    ['log', 'an anchor holds a checkpoint', 'Log'],
    ['error', 'it broke', 'its stack', 'RouterExplorer'],
  ]);
});
