import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { decodeLeaf, leafHash } from '../../src/transparency/leaf.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { verifyConsistency, verifyInclusion } from '../../src/transparency/rfc6962.js';
import { Attacked } from './support/attacked.js';
import { createStage, type Stage } from './support/players.js';
import { sealed } from './support/scene.js';

const ORIGIN = 'clearance.local/log/default';

describe('A receipt', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(async () => stage.close());

  it('names the newest signed checkpoint, and its own event is proved by a later one that continues it', async () => {
    const project = await Attacked.create(stage, 'shop', [{ key: 'backup' }]);
    const checked = await project.on('ana', 'backup', 'check');
    const { position: seen } = checked.body as unknown as { position: number };
    // From here on the log has a checkpoint that covers the check.
    await sealed(stage, seen);
    const subject = { name: 'shop', digest: 'sha256:1', environment: 'production' };
    const { body, status } = await project.do('script', 'post', '/gates/go-live/evaluations', { subject });
    expect(status).toBe(201);
    const receipt = body.resource as unknown as { checkpoint: string; decided_at_position: number };
    const keys = (await stage.admin.get('/v1/log/keys').expect(200)).body.data.map((entry: { key: string }) =>
      parseVerifierKey(entry.key),
    );
    const named = openCheckpoint(receipt.checkpoint, ORIGIN, keys).checkpoint;
    expect(named.size).toBeGreaterThan(seen);
    expect(receipt.decided_at_position).toBeGreaterThanOrEqual(seen);

    const { position } = body as unknown as { position: number };
    await sealed(stage, position);
    const proof = (await stage.admin.get(`/v1/events/${position}/proof`).expect(200)).body;
    const later = openCheckpoint(proof.checkpoint, ORIGIN, keys).checkpoint;
    const leaf = Buffer.from(proof.leaf, 'base64');
    expect(decodeLeaf(leaf)).toMatchObject({ event_type: 'gate.evaluated', position: `${position}` });
    const hashes = proof.hashes.map((hash: string) => Buffer.from(hash, 'base64'));
    const { size, root } = later;
    expect(verifyInclusion({ index: position, size, leafHash: leafHash(leaf), proof: hashes, root })).toBe(
      true,
    );
    const path = `/v1/log/consistency?from=${named.size}&to=${later.size}`;
    const consistency = (await stage.admin.get(path).expect(200)).body.hashes.map((hash: string) =>
      Buffer.from(hash, 'base64'),
    );
    const continued = {
      size1: named.size,
      size2: later.size,
      root1: named.root,
      root2: later.root,
      proof: consistency,
    };
    expect(verifyConsistency(continued)).toBe(true);
  });
});
