import { setImmediate as settled } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Background } from './background.js';
import type { Projector } from './projector.js';
import { DEFAULT_SETTINGS, type ProjectionSettings } from './settings.js';

describe('Background', () => {
  const TENANTS = ['a', 'b', 'c'];
  let caughtUp: string[];
  let open: Map<string, () => void>;
  let errors: unknown[];
  let stop: () => Promise<void>;
  let pauses: number[];
  let nextLook: () => void;

  beforeEach(() => {
    [caughtUp, errors, pauses] = [[], [], []];
    open = new Map();
  });
  afterEach(async () => {
    for (const finish of open.values()) finish();
    await stop();
  });

  /** Starts one whose projector does each tenant when the test says so (`held`), or at once. */
  const start = async (settings: Partial<ProjectionSettings>, held = false, fails = new Set<string>()) => {
    const projector = {
      settings: { ...DEFAULT_SETTINGS, ...settings },
      catchUp: async (tenant: string): Promise<number> => {
        caughtUp.push(tenant);
        if (held) await new Promise<void>((done) => open.set(tenant, done));
        if (fails.has(tenant)) throw new Error(tenant);
        return 0;
      },
    } as Projector;
    const background = new Background(
      projector,
      async () => TENANTS,
      (error) => errors.push(error),
      () => undefined,
      async (ms) => {
        pauses.push(ms);
        await new Promise<void>((done) => {
          nextLook = done;
        });
      },
      0,
    );
    const stopping = new AbortController();
    const run = background.run(stopping.signal);
    stop = async () => {
      stopping.abort();
      nextLook();
      await run;
    };
    await settled();
    return background;
  };
  const finish = async (tenant: string): Promise<void> => {
    open.get(tenant)?.();
    open.delete(tenant);
    await settled();
  };
  const looks = async (count: number): Promise<string[]> => {
    caughtUp.length = 0;
    for (let n = 0; n < count; n += 1) {
      nextLook();
      await settled();
    }
    return [...caughtUp];
  };

  it('works on ConcurrentInstances tenants at once', async () => {
    await start({ concurrentInstances: 2 }, true);
    expect(caughtUp).toEqual(['a', 'b']);
    await finish('b');
    expect(caughtUp).toEqual(['a', 'b', 'c']);
  });

  it('gives a tenant that is woken while it is worked on another turn, after the others', async () => {
    const background = await start({}, true);
    background.wake('a');
    background.wake('a');
    await finish('a');
    expect(caughtUp).toEqual(['a', 'b']);
    for (const tenant of ['b', 'c', 'a']) await finish(tenant);
    expect(caughtUp).toEqual(['a', 'b', 'c', 'a']);
  });

  it('looks at all tenants at the start and at every tenth look, else at those that are not done', async () => {
    const background = await start({}, false, new Set(['b']));
    expect(caughtUp).toEqual(TENANTS);
    expect(await looks(1)).toEqual(['b']);
    expect(errors).toHaveLength(2);
    background.wake('c');
    await settled();
    expect(caughtUp).toContain('c');
    expect(await looks(8)).toEqual(Array(8).fill('b'));
    expect(await looks(1)).toEqual(expect.arrayContaining(TENANTS));
  });

  it('looks at all of them every time with HandleInactiveInstances, every RequeueEvery', async () => {
    await start({ handleInactiveInstances: true, requeueEvery: 30_000 });
    expect(await looks(2)).toEqual([...TENANTS, ...TENANTS]);
    expect(new Set(pauses)).toEqual(new Set([30_000]));
  });
});
