import { Agent, get, type IncomingMessage } from 'node:http';
import {
  Controller,
  Get,
  Injectable,
  type MessageEvent,
  type OnApplicationShutdown,
  Sse,
} from '@nestjs/common';
import { interval, map, type Observable, takeUntil } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Public } from '../../src/http/access.decorators.js';
import { Drain } from '../../src/http/drain.js';
import { closeGracefully } from '../../src/http/lifecycle.js';
import { startApp, type TinyApp } from './tiny-app.js';

let entered: PromiseWithResolvers<void>;
let opened: PromiseWithResolvers<void>;

@Injectable()
class Shutdown implements OnApplicationShutdown {
  static inFlight: number | null = null;

  constructor(private readonly drain: Drain) {}

  onApplicationShutdown(): void {
    Shutdown.inFlight = this.drain.inFlight;
  }
}

@Public()
@Controller('v1')
class Living {
  constructor(private readonly drain: Drain) {}

  @Get('quick')
  quick(): object {
    return {};
  }

  @Get('slow')
  async slow(): Promise<object> {
    entered.resolve();
    await opened.promise;
    return { done: true };
  }

  @Sse('events')
  events(): Observable<MessageEvent> {
    return interval(20).pipe(
      map((position) => ({ id: `${position}`, data: {} })),
      takeUntil(this.drain.started),
    );
  }

  @Sse('stubborn')
  stubborn(): Observable<MessageEvent> {
    return interval(20).pipe(map((position) => ({ id: `${position}`, data: {} })));
  }
}

let tiny: TinyApp;
beforeEach(async () => {
  entered = Promise.withResolvers<void>();
  opened = Promise.withResolvers<void>();
  Shutdown.inFlight = null;
  tiny = await startApp({ controllers: [Living], modules: [{ module: class {}, providers: [Shutdown] }] });
});
afterEach(() => tiny.app.close());

/** Asks on a connection of its own, or through an agent that keeps connections. */
function ask(path: string, agent?: Agent): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(`${tiny.url}${path}`, { agent: agent ?? false }, resolve).on('error', reject);
  return promise;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  return Buffer.concat(await answer.toArray()).toString();
}

describe('Going down', () => {
  test('running requests finish, streams end, idle connections do not hold it up', async () => {
    const keepAlive = new Agent({ keepAlive: true });
    await textOf(await ask('/v1/quick', keepAlive));
    const slow = ask('/v1/slow');
    const events = await ask('/v1/events');
    let heard = '';
    events.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await expect.poll(() => heard).toContain('id: 0');
    await entered.promise;

    const start = performance.now();
    const closed = closeGracefully(tiny.app, { graceMs: 3_000, cutOffMs: 20_000 });
    const ready = await ask('/readyz');
    expect([ready.statusCode, ready.headers.connection]).toEqual([503, 'close']);
    expect((await ask('/v1/quick')).statusCode).toBe(200);
    await expect.poll(() => events.readableEnded).toBe(true);
    expect(tiny.app.getHttpServer().listening).toBe(true);

    const server = tiny.app.getHttpServer();
    await expect.poll(() => server.listening).toBe(false);
    await expect(ask('/v1/quick')).rejects.toThrow(/ECONNREFUSED/);
    expect(Shutdown.inFlight).toBeNull();
    opened.resolve();
    const answer = await slow;
    expect(await textOf(answer)).toBe('{"done":true}');
    expect(answer.headers.connection).toBe('close');

    await closed;
    expect(Shutdown.inFlight).toBe(0);
    expect(performance.now() - start).toBeLessThan(20_000);
    keepAlive.destroy();
  });

  test('what does not end is cut off', async () => {
    const stubborn = await ask('/v1/stubborn');
    const slow = ask('/v1/slow');
    await entered.promise;
    const outcome = slow.then(
      () => 'answered',
      (error: Error) => error.message,
    );
    const start = performance.now();
    await closeGracefully(tiny.app, { graceMs: 0, cutOffMs: 300 });
    // Without the cut-off it would not end at all.
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await outcome).toMatch(/hang up|ECONNRESET/);
    await expect(textOf(stubborn)).rejects.toThrow(/aborted/);
    opened.resolve();
  });

  test('a keep-alive client and nothing else: within the grace and a moment', async () => {
    const keepAlive = new Agent({ keepAlive: true });
    for (let time = 0; time < 3; time++) await textOf(await ask('/v1/quick', keepAlive));
    const start = performance.now();
    await closeGracefully(tiny.app, { graceMs: 0, cutOffMs: 20_000 });
    // Neither the cut-off nor the time that a connection may be idle.
    expect(performance.now() - start).toBeLessThan(10_000);
    keepAlive.destroy();
  });

  test('an event stream that is asked for while the server goes down ends at once', async () => {
    tiny.app.get(Drain, { strict: false }).start();
    expect(await textOf(await ask('/v1/events'))).not.toContain('id:');
  });
});
