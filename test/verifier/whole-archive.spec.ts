import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealingScene, type SealingScene } from '../sealing/scene.js';
import { exported, packed, unpacked, verified } from './export-scene.js';

describe('The archive of an export', () => {
  let s: SealingScene;
  let whole: Buffer;
  beforeAll(async () => {
    s = await createSealingScene();
    await s.append(300);
    await s.append(220);
    await s.seal();
    whole = await exported(s);
  });
  afterAll(async () => s.close());

  it('is refused cut off anywhere, and with anything but zeros behind it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2048, max: whole.length - 1024 }), async (end) => {
        expect((await verified(s, whole.subarray(0, end))).code).toBe(1);
      }),
      { numRuns: 30 },
    );
    expect((await verified(s, Buffer.concat([whole, Buffer.alloc(9000)]))).code).toBe(0);
    const [end, more] = [Buffer.alloc(9000), Buffer.from('more')];
    expect(await verified(s, Buffer.concat([whole, end, more]))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Something follows behind the archive'),
    });
  });

  it.each(['manifest', 'checkpoint', 'README.txt', 'tile/1/000.p/2', 'disclosed/001'])(
    'is refused with %s twice',
    async (name) => {
      const files = unpacked(whole).flatMap((file) => (file.name === name ? [file, file] : [file]));
      expect((await verified(s, packed(files))).code).toBe(1);
    },
  );
});
