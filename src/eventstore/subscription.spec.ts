import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from './errors.js';
import { type RecordedEvent, SYSTEM_ACTOR } from './event.js';
import type { EventQuery } from './eventstore.js';
import { MemoryEventStore } from './memory-eventstore.js';
import { follow } from './subscription.js';

const TENANT = 'default';
const NEVER_MS = 600_000;

/** Does something between reading a page and giving it. */
class HookedStore extends MemoryEventStore {
  afterReading: () => Promise<void> = async () => undefined;
  private appended = 0;

  override async query(tenant: string, query: EventQuery): Promise<RecordedEvent[]> {
    const page = await super.query(tenant, query);
    await this.afterReading();
    return page;
  }

  async appendOne(): Promise<void> {
    const stream = { type: 'item', id: `itm_${(this.appended += 1)}` };
    const event = { type: 'item.checked', revision: 1, payload: {} };
    await this.append({
      tenant: TENANT,
      context: {
        actor: SYSTEM_ACTOR,
        credentialId: null,
        authMethod: 'internal',
        source: 'system',
        requestId: null,
        correlationId: 'cor-1',
        causationId: null,
      },
      writes: [{ stream, expected: 0, events: [event], project: null }],
    });
  }
}

async function open(): Promise<HookedStore> {
  const store = new HookedStore();
  await store.createTenant(TENANT, 'clearance.test/log/default');
  return store;
}

describe('follow', () => {
  it('hears what is appended behind the back of a read that found nothing', async () => {
    const store = await open();
    store.afterReading = async () => {
      store.afterReading = async () => undefined;
      await store.appendOne();
    };
    const { signal } = new AbortController();
    const following = follow(store, TENANT, { after: -1, pollMs: NEVER_MS, signal });
    expect((await following.next()).value?.position).toBe(0);
  });

  it('tells of a store that is away, looks again, and gives what came meanwhile', async () => {
    const store = await open();
    const told: string[] = [];
    store.afterReading = async () => {
      if (told.length < 3) throw new StoreUnavailable(`away ${told.length}`, 'not_done');
    };
    await store.appendOne();
    const following = follow(store, TENANT, {
      after: -1,
      pollMs: 1,
      signal: new AbortController().signal,
      onUnavailable: (error) => told.push(error.message),
    });
    expect((await following.next()).value?.position).toBe(0);
    expect(told).toEqual(['away 0', 'away 1', 'away 2']);
  });

  it('ends with any other failure, which is the caller’s', async () => {
    const store = await open();
    store.afterReading = () => Promise.reject(new RangeError('no such page'));
    const { signal } = new AbortController();
    const following = follow(store, TENANT, { after: -1, pollMs: 1, signal });
    await expect(following.next()).rejects.toThrow(RangeError);
  });

  it('gives nothing where it is told to end before it began', async () => {
    const store = await open();
    await store.appendOne();
    const following = follow(store, TENANT, { after: -1, pollMs: 1, signal: AbortSignal.abort() });
    expect(await following.next()).toEqual({ done: true, value: undefined });
  });
});
