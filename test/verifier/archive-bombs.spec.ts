import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../support/cpu-time.js';
import { formatManifest } from '../../src/transparency/export-manifest.js';
import { formatVerifierKey } from '../../src/transparency/note-key.js';
import { encodeLeaf, leafHash } from '../../src/transparency/leaf.js';
import { encodeBundle } from '../../src/transparency/tiles.js';
import { generateSignerKey, parseSignerKey, signNote } from '../../src/transparency/note-sign.js';
import { tarHeader, TAR_END } from '../../src/transparency/tar.js';
import { formatCheckpoint } from '../../src/transparency/checkpoint.js';
import { runVerifier } from '../../src/verifier/run.js';
import { packed } from './export-scene.js';

const ORIGIN = 'bomb.example/log/default';
const signer = parseSignerKey(generateSignerKey(ORIGIN));
const KEY = formatVerifierKey(signer.key);
const LEAF = encodeLeaf({
  v: 1,
  origin: ORIGIN,
  epoch: '0',
  position: '0',
  event_id: '0198c2f4-8b6a-7c1d-8e2f-5a4b3c2d1e0f',
  aggregate_type: 'item',
  aggregate_id: 'x',
  sequence: '1',
  event_type: 'item.checked',
  revision: 1,
  created_at: '2026-01-01T00:00:00.000000Z',
  actor_id: 'x',
  actor_kind: 'human',
  credential_id: null,
  auth_method: null,
  outcome: 'success',
  project: null,
  source: 'api',
  request_id: null,
  correlation_id: 'x',
  causation_id: null,
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  payload_commitment: 'A'.repeat(43),
  private_commitment: null,
});
/** Of the tree of that one leaf. */
const ROOT = leafHash(LEAF);

const manifest = async (size: number): Promise<Buffer> =>
  Buffer.from(
    await signNote(
      formatManifest({
        origin: ORIGIN,
        epoch: 0,
        first_position: 0,
        size,
        root: ROOT.toString('base64'),
        from: 0,
        to: size,
        from_time: null,
        to_time: null,
        project: null,
        events: size,
        created_at: '2026-01-01T00:00:00.000000Z',
      }),
      [signer],
    ),
  );

/** Code and words of the verifier, and how much memory it took at most; the stream may be larger than any memory. */
async function judged(
  pieces: () => Iterable<Buffer>,
): Promise<{ code: number; said: string; grewMb: number }> {
  let said = '';
  let most = 0;
  const before = process.memoryUsage().rss;
  async function* stream(): AsyncGenerator<Buffer> {
    for (const piece of pieces()) {
      most = Math.max(most, process.memoryUsage().rss - before);
      yield piece;
    }
  }
  const say = (text: string): void => {
    said += text.slice(0, 1000);
  };
  const code = await runVerifier(['-', '--key', KEY], { out: say, err: say, stdin: stream() });
  return { code, said, grewMb: most / 1e6 };
}

function* endless(header: Buffer, bytes: number, fill = 0x20): Generator<Buffer> {
  yield header;
  const piece = Buffer.alloc(1 << 20, fill);
  for (let left = bytes; left > 0; left -= piece.length) yield piece;
}

describe('An archive that is made to harm', () => {
  it.each([
    ['a manifest', 'manifest', 8e9],
    ['a checkpoint', 'checkpoint', 8e9],
    ['a tile', 'tile/1/000', 8e9],
    ['a bundle', 'tile/entries/000', 8e9],
    ['an erasure', 'erasures/7', 8e9],
    ['an anchor', 'anchors/7', 8e9],
  ])('with %s of gigabytes is refused before it is read', async (_, name, size) => {
    const front = packed([{ name: 'manifest', bytes: await manifest(300) }]).subarray(0, -TAR_END.length);
    const start = cpuTime();
    const { code, grewMb } = await judged(function* () {
      if (name !== 'manifest') yield front;
      yield* endless(tarHeader({ name, size }), 64e6);
    });
    expect([1, 2]).toContain(code);
    expect(grewMb).toBeLessThan(150);
    expect(cpuTime() - start).toBeLessThan(2_000);
  });

  it('with a line of gigabytes is refused when the line is too long', async () => {
    const size = 1;
    const note = await signNote(formatCheckpoint(ORIGIN, size, ROOT), [signer]);
    const files = packed([
      { name: 'manifest', bytes: await manifest(size) },
      { name: 'checkpoint', bytes: Buffer.from(note) },
      { name: 'tile/0/000.p/1', bytes: ROOT },
      { name: 'tile/entries/000.p/1', bytes: encodeBundle([LEAF]) },
    ]).subarray(0, -TAR_END.length);
    const { code, said, grewMb } = await judged(function* () {
      yield files;
      yield* endless(tarHeader({ name: 'disclosed/000', size: 8e9 }), 200e6);
    });
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining('A line of disclosed/000 has more than'),
    });
    expect(grewMb).toBeLessThan(200);
  });

  it.each([2 ** 50, 2 ** 40, 2 ** 33])('that claims a tree of %d leaves costs nothing', async (size) => {
    const start = cpuTime();
    const archive = packed([{ name: 'manifest', bytes: await manifest(size) }]);
    const { code } = await judged(() => [archive]);
    expect([1, 2]).toContain(code);
    expect(cpuTime() - start).toBeLessThan(1_000);
  });

  it('of any bytes is never valid, and never ends in another way', async () => {
    const front = packed([{ name: 'manifest', bytes: await manifest(300) }]).subarray(0, -TAR_END.length);
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(
          fc.constantFrom(
            'tile/0/000',
            'tile/1/000.p/1',
            'tile/entries/000',
            'disclosed/000',
            'checkpoint',
            'x',
            'anchors/1',
            'erasures/1',
            'manifest',
          ),
          fc.uint8Array({ maxLength: 600 }),
        )
        .map(([name, bytes]) => packed([{ name, bytes: Buffer.from(bytes) }]).subarray(0, -TAR_END.length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(part, { maxLength: 4 }), async (signed, parts) => {
        const { code, said } = await judged(() => [...(signed ? [front] : []), ...parts, TAR_END]);
        expect([1, 2]).toContain(code);
        expect(said).not.toMatch(/TypeError|RangeError|undefined/);
      }),
      { numRuns: 300 },
    );
  });
});
