import { expect, it } from 'vitest';
import type { AppendAnswer } from './append-statement.js';
import { sealAppend, type SealedAppend } from './envelope.js';
import { GroupCommitter } from './group-committer.js';

const LIMITS = { events: 500, size: 1024 * 1024, shared: 16, concurrency: 2 };

it('sends what waits in one batch, where that is little', async () => {
  expect(await batchesOf(16)).toEqual([16]);
});

it('shares what waits among the free connections, where that is much', async () => {
  expect(await batchesOf(17)).toEqual([16, 1]);
  expect(await batchesOf(256)).toEqual([128, 128]);
});

it('sends no more in a batch than the limit', async () => {
  expect(await batchesOf(1500)).toEqual([500, 500, 250, 250]);
});

/** Sizes of the batches that so many appends leave in, all of them there before the first batch goes. */
async function batchesOf(appends: number): Promise<number[]> {
  const sizes: number[] = [];
  const committer = new GroupCommitter(async (_, batch) => {
    sizes.push(batch.length);
    return answerTo(batch);
  }, LIMITS);
  await Promise.all(Array.from({ length: appends }, (_, number) => committer.submit(anAppend(number))));
  return sizes;
}

function answerTo(batch: readonly SealedAppend[]): AppendAnswer {
  const first = batch.map((_, index) => index);
  return { epoch: 0, created_at: '2025-03-03T09:30:00.000000Z', first, refusals: [] };
}

function anAppend(number: number): SealedAppend {
  return sealAppend({
    tenant: 'default',
    context: {
      actor: { id: 'mem_1', kind: 'human' },
      credentialId: null,
      authMethod: null,
      source: 'api',
      requestId: null,
      correlationId: 'c1',
      causationId: null,
    },
    writes: [
      {
        stream: { type: 'item', id: `itm_${number}` },
        expected: 0,
        project: null,
        events: [{ type: 'item.checked', revision: 1, payload: {} }],
      },
    ],
  });
}
