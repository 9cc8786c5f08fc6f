import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSealingScene, type SealingScene, TENANT } from '../sealing/scene.js';
import { exported, unpacked, verified } from './export-scene.js';

let s: SealingScene;
beforeAll(async () => {
  s = await createSealingScene();
});
afterAll(async () => s.close());

it('leaves an anchor out that got its checkpoint when events behind it had long been recorded', async () => {
  await s.append(3);
  await s.seal();
  const { checkpoint } = await s.tree();
  await s.append(3);
  await s.seal();
  const anchored = async (anchor: string, seconds: number): Promise<void> => {
    await s.db.admin`
      INSERT INTO sealing.anchored (tenant, epoch, size, anchor, kind, checkpoint, token, at)
      SELECT ${TENANT}, 0, 3, ${anchor}, 'webhook', ${checkpoint}, NULL, created_at + ${seconds} * interval '1 second'
      FROM eventstore.events WHERE tenant = ${TENANT} AND position = 3`;
  };
  await anchored('prompt', 50);
  // As after an hour without a sealer, in the turn that made up for the first part of it.
  await anchored('late', 3600);
  const archive = await exported(s);
  expect(unpacked(archive).filter(({ name }) => name.startsWith('anchors/'))).toHaveLength(1);
  expect(await verified(s, archive)).toMatchObject({
    code: 0,
    said: expect.stringContaining('anchors      1,'),
  });
});
