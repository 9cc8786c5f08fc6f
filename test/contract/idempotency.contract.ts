import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdempotencyKeyReused, UnknownTenant } from '../../src/eventstore/errors.js';
import type { Appended, EventStore, IdempotencyClaim } from '../../src/eventstore/eventstore.js';
import { checked, CONTEXT, freshStream } from './samples.js';

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What every event store promises of requests that are sent again. `open` gives an empty one. */
export function idempotencyContract(
  name: string,
  open: () => Promise<{ store: EventStore; close: () => Promise<void> }>,
): void {
  describe(`keys of requests: ${name}`, () => {
    const tenant = 'default';
    let store: EventStore;
    let close: () => Promise<void>;

    beforeAll(async () => {
      ({ store, close } = await open());
      await store.createTenant(tenant, 'clearance.test/log/default');
    });
    afterAll(async () => close());

    const append = async (
      idempotency: IdempotencyClaim,
      stream = freshStream(),
      events = [checked()],
    ): Promise<Appended> =>
      await store.append({
        tenant,
        context: CONTEXT,
        writes: [{ stream, expected: 0, events, project: null }],
        idempotency,
      });

    it('does a request with the same key once, and refuses another request under that key', async () => {
      const stream = freshStream();
      const idempotency = { caller: 'svc_test', key: 'k-1', fingerprint: fingerprint('a') };
      expect(await store.findRepeated(tenant, idempotency)).toBeNull();
      const first = await append(idempotency, stream, [checked(1), checked(2)]);
      const second = await append(idempotency, stream, [checked(1), checked(2)]);
      expect(second.repeated).toBe(true);
      expect(second.events.map((event) => event.id)).toEqual(first.events.map((event) => event.id));
      const other = { ...idempotency, fingerprint: fingerprint('b') };
      await expect(append(other)).rejects.toThrow(IdempotencyKeyReused);
      await expect(store.findRepeated(tenant, other)).rejects.toThrow(IdempotencyKeyReused);
      const theirs = await append({ ...other, caller: 'svc_2' });
      expect(theirs.repeated).toBe(false);
    });

    it('keeps keys for a day at least', async () => {
      const idempotency = { caller: 'svc_test', key: 'k-day', fingerprint: fingerprint('a') };
      await append(idempotency);
      expect(await store.forgetOldKeys(tenant)).toBe(0);
      expect((await store.findRepeated(tenant, idempotency))?.events).toHaveLength(1);
    });

    it('keeps the key of a request that recorded nothing, with a position', async () => {
      const claim = { caller: 'svc_test', key: 'k-nothing', fingerprint: fingerprint('a') };
      expect(await store.keepKey(tenant, claim, 0)).toBeNull();
      const kept = { repeated: true, events: [], keptAt: 0 };
      expect(await store.findRepeated(tenant, claim)).toEqual(kept);
      expect(await store.keepKey(tenant, claim, 1)).toEqual(kept);
      expect(await append(claim)).toEqual(kept);
      const other = { ...claim, fingerprint: fingerprint('b') };
      await expect(store.keepKey(tenant, other, 0)).rejects.toThrow(IdempotencyKeyReused);
      const nowhere = { ...claim, key: 'k-nowhere' };
      expect(await store.keepKey(tenant, nowhere, null)).toBeNull();
      expect(await store.findRepeated(tenant, nowhere)).toEqual({ ...kept, keptAt: null });
      await expect(store.keepKey('nobody', claim, 0)).rejects.toThrow(UnknownTenant);
    });

    it('keeps the answer of a request beside its key, the first one for good', async () => {
      const claim = { caller: 'svc_test', key: 'k-answer', fingerprint: fingerprint('a') };
      const other = { ...claim, fingerprint: fingerprint('b') };
      await store.keepAnswer(tenant, claim, 'before the key');
      expect(await store.keptAnswer(tenant, claim)).toBeNull();
      await store.keepKey(tenant, claim, null);
      expect(await store.keptAnswer(tenant, claim)).toBeNull();
      await store.keepAnswer(tenant, other, 'of another request');
      await store.keepAnswer(tenant, claim, '{"first":true}');
      await store.keepAnswer(tenant, claim, '{"first":false}');
      expect(await store.keptAnswer(tenant, claim)).toBe('{"first":true}');
      expect(await store.keptAnswer(tenant, other)).toBeNull();
      expect(await store.keptAnswer(tenant, { ...claim, caller: 'svc_other' })).toBeNull();
    });

    it('keeps a key once, however many ask at once', async () => {
      const claim = { caller: 'svc_test', key: 'k-race', fingerprint: fingerprint('a') };
      const asked = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store.keepKey(tenant, claim, n) : append(claim))),
      );
      expect(asked.filter((done) => done === null || !done.repeated)).toHaveLength(1);
    });
  });
}
