import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  GuardConflict,
  InvalidAppend,
  NameTaken,
  SequenceConflict,
  UnknownTenant,
} from '../../src/eventstore/errors.js';
import type { EventData, StreamRef } from '../../src/eventstore/event.js';
import type { Appended, AppendRequest, EventStore } from '../../src/eventstore/eventstore.js';
import { idempotencyContract } from './idempotency.contract.js';
import { CONTEXT, checked, freshStream } from './samples.js';

export { CONTEXT, checked, freshStream };

/** What every event store promises. `open` gives an empty one. */
export function eventStoreContract(
  name: string,
  open: () => Promise<{ store: EventStore; close: () => Promise<void> }>,
): void {
  describe(`event store: ${name}`, () => {
    const tenant = 'default';
    let store: EventStore;
    let close: () => Promise<void>;

    beforeAll(async () => {
      ({ store, close } = await open());
      await store.createTenant(tenant, 'clearance.test/log/default');
    });
    afterAll(async () => close());

    const append = async (
      stream: StreamRef,
      expected: number,
      events: EventData[],
      more: Partial<AppendRequest> & { project?: string } = {},
    ): Promise<Appended> => {
      const { project, ...rest } = more;
      return await store.append({
        tenant,
        context: CONTEXT,
        writes: [{ stream, expected, events, project: project ?? null }],
        ...rest,
      });
    };

    it('gives positions without gaps, sequences from 1, and times that never fall', async () => {
      const stream = freshStream();
      const { nextPosition } = await store.head(tenant);
      const first = await append(stream, 0, [checked(1), checked(2)]);
      const second = await append(stream, 2, [checked(3)]);
      const events = [...first.events, ...second.events];
      expect(events.map((event) => event.position)).toEqual([
        nextPosition,
        nextPosition + 1,
        nextPosition + 2,
      ]);
      expect(events.map((event) => event.sequence)).toEqual([1, 2, 3]);
      const times = events.map((event) => event.createdAt);
      expect(times.toSorted()).toEqual(times);
      expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      const [history] = await store.readStreams(tenant, [stream]);
      expect(history?.map((event) => event.payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    });

    it('refuses an append that was decided on another sequence, and writes nothing of it', async () => {
      const stream = freshStream();
      await append(stream, 0, [checked()]);
      for (const expected of [0, 2]) {
        const error = await append(stream, expected, [checked()]).catch((refusal: unknown) => refusal);
        expect(error).toBeInstanceOf(SequenceConflict);
        expect(error).toMatchObject({ stream, expected, actual: 1 });
      }
      const [history] = await store.readStreams(tenant, [stream]);
      expect(history).toHaveLength(1);
    });

    it('writes several streams whole or not at all', async () => {
      const [one, two] = [freshStream(), freshStream()];
      await append(two, 0, [checked()]);
      const writes = [one, two].map((stream) => ({
        stream,
        expected: 0,
        events: [checked()],
        project: null,
      }));
      await expect(store.append({ tenant, context: CONTEXT, writes })).rejects.toThrow(SequenceConflict);
      expect((await store.readStreams(tenant, [one, two])).map((events) => events.length)).toEqual([0, 1]);
    });

    it('expects the sequence of streams that were only read', async () => {
      const [read, written] = [freshStream(), freshStream()];
      await append(read, 0, [checked()]);
      await expect(
        append(written, 0, [checked()], { reads: [{ stream: read, expected: 0 }] }),
      ).rejects.toThrow(SequenceConflict);
      await append(written, 0, [checked()], { reads: [{ stream: read, expected: 1 }] });
    });

    it('holds a guard on a project against every later event in it, and against no other project', async () => {
      const seen = await append(freshStream(), 0, [checked()], { project: 'prj_guarded' });
      const since = seen.events[0]?.position ?? 0;
      await append(freshStream(), 0, [checked()], { project: 'prj_other' });
      const guard = { project: 'prj_guarded', since };
      await append(freshStream(), 0, [checked()], { project: 'prj_guarded', guard });
      const error = await append(freshStream(), 0, [checked()], { guard }).catch(
        (refusal: unknown) => refusal,
      );
      expect(error).toBeInstanceOf(GuardConflict);
      expect(error).toMatchObject({ project: 'prj_guarded', since });
    });

    it('gives a name once, whatever its case, until it is given back', async () => {
      const name = { kind: 'project', name: 'Größe-1', owner: 'prj_1' };
      await append(freshStream(), 0, [checked()], { names: [name] });
      expect(await store.findName(tenant, 'project', 'GRÖSSE-1')).toBe('prj_1');
      const again = { ...name, name: 'Grösse-1', owner: 'prj_2' };
      await expect(append(freshStream(), 0, [checked()], { names: [again] })).rejects.toThrow(NameTaken);
      await append(freshStream(), 0, [checked()], { names: [{ ...name, release: true }] });
      expect(await store.findName(tenant, 'project', 'größe-1')).toBeNull();
      await append(freshStream(), 0, [checked()], { names: [again] });
      expect(await store.findName(tenant, 'project', 'größe-1')).toBe('prj_2');
    });

    it('keeps what is private apart and gives it with pages and positions', async () => {
      const stream = freshStream();
      const event = { ...checked(), private: { reason: 'because “so”, \\ and {more}' } };
      const { events } = await append(stream, 0, [event]);
      const [history] = await store.readStreams(tenant, [stream]);
      expect(history?.map((read) => read.private)).toEqual([undefined]);
      const [found] = await store.readPositions(tenant, [events[0]?.position ?? -1]);
      expect(found?.private).toEqual(event.private);
    });

    it('pages through the log both ways, by every filter', async () => {
      const project = 'prj_paged';
      const stream = freshStream();
      const all = await append(
        stream,
        0,
        Array.from({ length: 7 }, (_, n) => checked(n)),
        { project },
      );
      const positions = all.events.map((event) => event.position);
      const page = async (query: object): Promise<number[]> =>
        (await store.query(tenant, { order: 'asc', limit: 100, ...query })).map((event) => event.position);
      expect(await page({ project })).toEqual(positions);
      expect(await page({ within: [project] })).toEqual(positions);
      expect(await page({ within: [project, 'prj_nobody'], order: 'desc', limit: 2 })).toEqual(
        positions.toReversed().slice(0, 2),
      );
      expect(await page({ within: ['prj_nobody'] })).toEqual([]);
      expect(await page({ within: [] })).toEqual([]);
      expect(await page({ project, within: ['prj_nobody'] })).toEqual([]);
      expect(await page({ project, order: 'desc', limit: 2 })).toEqual(positions.toReversed().slice(0, 2));
      expect(await page({ project, after: positions[1], limit: 3 })).toEqual(positions.slice(2, 5));
      expect(await page({ project, before: positions[3] })).toEqual(positions.slice(0, 3));
      expect(await page({ aggregateType: 'item', aggregateId: stream.id })).toEqual(positions);
      expect(await page({ project, types: ['item.failed'] })).toEqual([]);
      expect(await page({ project, actor: 'svc_test', source: 'api', correlationId: 'cor-1' })).toEqual(
        positions,
      );
      expect(await page({ project, actor: 'nobody' })).toEqual([]);
      const from = all.events[0]?.createdAt ?? '';
      expect(await page({ project, from })).toEqual(positions);
      expect(await page({ project, to: from })).toEqual([]);
    });

    it('knows no other tenant', async () => {
      await expect(
        store.append({
          tenant: 'nobody',
          context: CONTEXT,
          writes: [{ stream: freshStream(), expected: 0, events: [checked()], project: null }],
        }),
      ).rejects.toThrow(UnknownTenant);
      expect(await store.query('nobody', { order: 'asc', limit: 10 })).toEqual([]);
      expect(await store.createTenant('second', 'clearance.test/log/second')).toBe(true);
      expect(await store.createTenant('second', 'clearance.test/log/second')).toBe(false);
      expect(await store.query('second', { order: 'asc', limit: 10 })).toEqual([]);
      expect(await store.tenants()).toEqual(['default', 'second']);
      expect(await store.origins('second')).toEqual([
        { epoch: 0, origin: 'clearance.test/log/second', firstPosition: 0 },
      ]);
    });

    it('refuses what has no canonical form, no event, or one stream twice', async () => {
      await expect(append(freshStream(), 0, [])).rejects.toThrow(InvalidAppend);
      for (const payload of [{ n: Number.NaN }, { n: 2 ** 53 }, { text: '\u0000' }, { text: '\ud800' }])
        await expect(append(freshStream(), 0, [{ ...checked(), payload }])).rejects.toThrow(InvalidAppend);
      const stream = freshStream();
      const write = { stream, expected: 0, events: [checked()], project: null };
      await expect(store.append({ tenant, context: CONTEXT, writes: [write, write] })).rejects.toThrow(
        InvalidAppend,
      );
    });

    it('decides concurrent appends one by one: of many with the same expectation exactly one is recorded', async () => {
      const stream = freshStream();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => append(stream, 0, [checked(n)])),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      for (const reason of refused) expect(reason).toBeInstanceOf(SequenceConflict);
    });

    it('fills the log without gaps when many append at once', async () => {
      const { nextPosition } = await store.head(tenant);
      const done = await Promise.all(
        Array.from({ length: 300 }, () => append(freshStream(), 0, [checked()])),
      );
      const positions = done.map(({ events }) => events[0]?.position ?? -1).sort((a, b) => a - b);
      expect(positions).toEqual(Array.from({ length: 300 }, (_, n) => nextPosition + n));
    });

    it('keeps blobs by their hash', async () => {
      const body = Buffer.from('- [ ] ✓\r\n');
      const sha256 = await store.putBlob(tenant, 'text/markdown', body);
      expect(await store.putBlob(tenant, 'text/markdown', body)).toBe(sha256);
      expect(sha256).toBe(createHash('sha256').update(body).digest('hex'));
      const blob = await store.getBlob(tenant, sha256);
      expect(blob?.body.equals(body)).toBe(true);
      expect(await store.getBlob('second', sha256)).toBeNull();
    });

    it('tells listeners of appends', async () => {
      const heard = Promise.withResolvers<string>();
      const stop = await store.onAppended(heard.resolve);
      await append(freshStream(), 0, [checked()]);
      expect(await heard.promise).toBe(tenant);
      await stop();
    });
  });
  idempotencyContract(name, open);
}
