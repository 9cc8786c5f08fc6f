import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from '../../src/eventstore/eventstore.js';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { decodeLeaf, leafHash } from '../../src/transparency/leaf.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { verifyConsistency, verifyInclusion } from '../../src/transparency/rfc6962.js';
import { rootHash } from '../../src/transparency/rfc6962-prove.js';
import { tileNodes } from '../../src/transparency/tile-nodes.js';
import { tilePath } from '../../src/transparency/tile-path.js';
import { decodeBundle } from '../../src/transparency/tiles.js';
import { parseTlogProof } from '../../src/transparency/tlog-proof.js';
import { CONTEXT } from '../contract/eventstore.contract.js';
import { verifiedWith } from '../verifier/export-scene.js';
import { LOG_ROUTES } from './routes/log.js';
import { describeRoutes } from './support/describe-routes.js';
import { createScene, itemPath, newestPosition, type Scene, sealed } from './support/scene.js';

describeRoutes(LOG_ROUTES);

describe('The published log', () => {
  let scene: Scene;
  const ORIGIN = 'clearance.local/log/default';
  const ITEM = itemPath('ha-setup.run-three-nodes');
  beforeAll(async () => {
    scene = await createScene();
  });
  afterAll(async () => scene.close());

  const keys = async () =>
    (await scene.admin.get('/v1/log/keys').expect(200)).body.data.map((entry: { key: string }) =>
      parseVerifierKey(entry.key),
    );
  const bytes = async (path: string) => {
    const answer = await scene.admin.get(path).buffer(true).expect(200);
    return { body: answer.body as Buffer, headers: answer.headers };
  };
  const checkpoint = async () => {
    const { text, headers } = await scene.admin.get('/v1/log/checkpoint').expect(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    return openCheckpoint(text, ORIGIN, await keys()).checkpoint;
  };

  it('owes what a write was given a receipt for, and proves it', async () => {
    const written = (await scene.admin.post(`${ITEM}/check`).send({ reason: 'three are up' }).expect(200))
      .body;
    const { receipt, position } = written;
    expect(receipt).toMatchObject({ origin: ORIGIN, position });
    expect(receipt.leaves.at(-1)).toEqual({ position, leaf_hash: receipt.leaf_hash });
    await sealed(scene, position);
    const proof = (await scene.admin.get(`/v1/events/${position}/proof`).expect(200)).body;
    expect(proof).toMatchObject({ origin: ORIGIN, position, index: position, leaf_hash: receipt.leaf_hash });
    const leaf = Buffer.from(proof.leaf, 'base64');
    expect(decodeLeaf(leaf)).toMatchObject({ event_type: 'item.checked', position: `${position}` });
    expect(leafHash(leaf).toString('base64')).toBe(receipt.leaf_hash);

    const file = await scene.admin
      .get(`/v1/events/${position}/proof`)
      .set('accept', 'text/plain')
      .expect(200);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${position}.tlog-proof"`);
    const { index, hashes, checkpoint: note } = parseTlogProof(file.text);
    const { size, root } = openCheckpoint(note, ORIGIN, await keys()).checkpoint;
    expect(verifyInclusion({ index, size, leafHash: leafHash(leaf), proof: hashes, root })).toBe(true);
    expect(verifyInclusion({ index, size, leafHash: leafHash(Buffer.of(1)), proof: hashes, root })).toBe(
      false,
    );
  });

  it('gives a repeated request the receipt of the first time', async () => {
    const send = async () =>
      (
        await scene.admin
          .post(`${ITEM}/comment`)
          .set('idempotency-key', 'k-1')
          .send({ text: 'hm' })
          .expect(200)
      ).body;
    const first = await send();
    expect((await send()).receipt).toEqual(first.receipt);
  });

  it('is one tree: tiles and entries lead to the root, and it only grows', async () => {
    const earlier = await checkpoint();
    // Of a type that no projection reads: what matters here is how many there are.
    const noise = Array.from({ length: 260 }, (_, n) => ({
      type: 'noise.made',
      revision: 1,
      payload: { n },
    }));
    const write = { stream: { type: 'noise', id: 'n1' }, expected: 0, events: noise, project: null };
    const store = scene.app.get(EventStore, { strict: false });
    await store.append({ tenant: 'default', context: CONTEXT, writes: [write] });
    const newest = await newestPosition(scene);
    await sealed(scene, newest);
    const later = await checkpoint();
    expect(later.size).toBe(BigInt(newest + 1));
    const size = Number(later.size);
    const { body: proof } = await scene.admin.get(`/v1/log/consistency?from=${earlier.size}`).expect(200);
    const hashes = proof.hashes.map((hash: string) => Buffer.from(hash, 'base64'));
    const claim = {
      size1: earlier.size,
      root1: earlier.root,
      size2: later.size,
      root2: later.root,
      proof: hashes,
    };
    expect(proof).toMatchObject({ from: Number(earlier.size), to: size });
    expect(verifyConsistency(claim)).toBe(true);

    const full = await bytes('/v1/log/tile/0/000');
    expect(full.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const entries = await bytes('/v1/log/tile/entries/000');
    const leaves = decodeBundle(entries.body, 256);
    expect(Buffer.concat(leaves.map((leaf) => leafHash(leaf)))).toEqual(full.body);
    const read = new Map<string, Buffer>();
    for (const path of ['tile/0/000', `tile/0/001.p/${size - 256}`, 'tile/1/000.p/1'])
      read.set(path, (await bytes(`/v1/log/${path}`)).body);
    const node = tileNodes(size, (tile) => read.get(tilePath(tile)) ?? Buffer.alloc(0));
    expect(rootHash(size, node)).toEqual(later.root);
    const partial = await bytes(`/v1/log/tile/0/000.p/7`);
    expect(partial.body).toEqual(full.body.subarray(0, 7 * 32));
    expect(partial.headers['cache-control']).toBe('no-store');
  });

  it('says of itself when it is sealed and with which keys', async () => {
    const { body } = await scene.admin.get('/v1/events?aggregate_type=log&order=asc').expect(200);
    const [started, changed] = body.data;
    expect(started).toMatchObject({ type: 'log.sealer_started', payload: { mode: 'inside' } });
    const [key] = (await scene.admin.get('/v1/log/keys').expect(200)).body.data;
    expect(changed).toMatchObject({
      type: 'log.keys_changed',
      payload: { origin: ORIGIN, added: [key.key] },
    });
    expect(key.pem).toContain('BEGIN PUBLIC KEY');
  });

  it('is exported whole and by project, so that a verifier needs nothing but the key; that it was is an event', async () => {
    const [{ key }] = (await scene.admin.get('/v1/log/keys').expect(200)).body.data;
    for (const query of ['', '?project=shop']) {
      const archive = await scene
        .as(scene.keys.auditor)
        .get(`/v1/log/export${query}`)
        .buffer(true)
        .parse((answer, done) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => done(null, Buffer.concat(pieces)));
        })
        .expect(200);
      expect(archive.headers['content-type']).toBe('application/x-tar');
      const { code, said } = await verifiedWith(archive.body as Buffer, '--key', key);
      expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('VALID') });
    }
    const { body } = await scene.admin.get('/v1/events?type=log.exported').expect(200);
    expect(body.data).toMatchObject([
      { actor: { name: 'Audrey' }, payload: { project: scene.ids['project'] } },
      { payload: { project: null, from: 0 } },
    ]);
  });

  it('tells operators how it stands, in metrics too', async () => {
    const state = (await scene.admin.get('/v1/admin/log').expect(200)).body;
    expect(state.epochs).toEqual([
      expect.objectContaining({
        epoch: 0,
        origin: ORIGIN,
        state: 'sealing',
        halted: null,
        lag: expect.any(Number),
      }),
    ]);
    const { text } = await scene.admin.get('/metrics').expect(200);
    for (const name of ['log_checkpoint_size', 'seal_lag_seconds', 'seal_lag_events', 'seal_halted'])
      expect(text).toMatch(new RegExp(`^clearance_${name}\\{tenant="default"\\} \\d`, 'm'));
  });

  it('sounds the alarm where an event was altered, with its position', async () => {
    await scene.db.admin.unsafe('ALTER TABLE eventstore.events DISABLE TRIGGER ALL');
    await scene.db.admin.unsafe(`UPDATE eventstore.events SET actor_id = 'nobody' WHERE position = 3`);
    const found = async () =>
      (await scene.admin.get('/v1/events?type=log.mismatch_found').expect(200)).body.data[0]?.payload;
    await expect.poll(found, { interval: 200 }).toMatchObject({ position: 3, what: 'altered' });
    const { body } = await scene.admin.get('/v1/admin/log').expect(200);
    expect(body.self_check.findings[0]).toMatchObject({ what: 'altered', position: 3 });
    expect((await scene.admin.get('/metrics')).text).toContain(
      'clearance_log_check_findings{tenant="default"} 1',
    );
  });
});
