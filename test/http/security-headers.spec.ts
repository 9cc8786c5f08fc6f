import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidConfig, readConfig } from '../../src/config.js';
import { Needs } from '../../src/http/access.decorators.js';
import { as, startApp, type TinyApp } from './tiny-app.js';

const ORIGIN = 'https://board.example.org';

@Controller('v1/things')
class ThingsController {
  @Get()
  @Needs('projects:read')
  list(): object {
    return { data: [] };
  }

  @Get('broken')
  @Needs('projects:read')
  broken(): object {
    throw new Error('a secret: clr_default-0123456789ab_abcdefgh at /home/somebody/app.ts:7');
  }
}

let closed: TinyApp;
let open: TinyApp;
beforeAll(async () => {
  closed = await startApp({ controllers: [ThingsController] });
  open = await startApp({ controllers: [ThingsController], corsOrigins: [ORIGIN] });
});
afterAll(async () => {
  await closed.app.close();
  await open.app.close();
});

describe('Headers against harm in browsers', () => {
  test.each(['/v1/things', '/v1/nothing', '/healthz', '/docs', '/openapi.json', '/v1/things/broken'])(
    'stand on the answer of %s',
    async (path) => {
      for (const request of [closed.http.get(path), closed.http.get(path).set(as('admin'))]) {
        const { headers } = await request;
        expect(headers).toMatchObject({
          'content-security-policy': expect.stringContaining("default-src 'none'") as string,
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'referrer-policy': 'no-referrer',
          'strict-transport-security': expect.stringContaining('max-age=31536000') as string,
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
        });
        expect(headers).not.toHaveProperty('x-powered-by');
        expect(headers).not.toHaveProperty('server');
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      }
    },
  );

  test('no answer tells a stack, a path or the words of a fault', async () => {
    const { status, text } = await closed.http.get('/v1/things/broken').set(as('admin'));
    expect(status).toBe(500);
    expect(text).not.toMatch(/clr_default|home|\.ts|at .*:\d+/);
  });
});

describe('Scripts of other origins', () => {
  const preflight = (app: TinyApp, origin: string) =>
    app.http.options('/v1/things').set({
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    });

  test('are not let in by default', async () => {
    const { headers } = await preflight(closed, ORIGIN);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('are let in where their origin is named, and no other is', async () => {
    const { status, headers } = await preflight(open, ORIGIN);
    expect(status).toBe(204);
    expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'access-control-max-age': '600' });
    expect(headers['access-control-allow-headers']).toMatch(/Authorization.*If-Match/);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    const other = await preflight(open, 'https://evil.example');
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may read answers, refusals too', async () => {
    for (const request of [open.http.get('/v1/things').set(as('admin')), open.http.post('/v1/things')]) {
      const { headers } = await request.set('origin', ORIGIN);
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-expose-headers']).toMatch(/ETag.*Retry-After/);
    }
  });

  test.each(['*', 'board.example.org', 'https://board.example.org/', 'javascript:alert(1)', 'null'])(
    '%s is no origin that can be named',
    (origin) => {
      expect(() => readConfig({ CLEARANCE_CORS_ORIGINS: origin })).toThrow(InvalidConfig);
    },
  );

  test('several can be named', () => {
    const { corsOrigins } = readConfig({ CLEARANCE_CORS_ORIGINS: `${ORIGIN}, http://localhost:5173` });
    expect(corsOrigins).toEqual([ORIGIN, 'http://localhost:5173']);
  });
});
