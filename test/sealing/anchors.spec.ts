import { execFileSync, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTenant } from '../../src/database/connection.js';
import type { Anchor } from '../../src/sealing/anchors/anchor.js';
import { AnchorLoop } from '../../src/sealing/anchors/anchor-loop.js';
import { AnchorSet } from '../../src/sealing/anchors/anchor-set.js';
import { type AnchorState, readAnchored, readAnchorStates } from '../../src/sealing/anchors/anchored.js';
import { DirectoryAnchor } from '../../src/sealing/anchors/directory-anchor.js';
import { GitAnchor } from '../../src/sealing/anchors/git-anchor.js';
import { TimestampAnchor } from '../../src/sealing/anchors/timestamp-anchor.js';
import { WebhookAnchor } from '../../src/sealing/anchors/webhook-anchor.js';
import { SignedByHere } from '../../src/sealing/held-checkpoint.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { exported, verified } from '../verifier/export-scene.js';
import { makeAuthority } from './time-stamps.js';
import { createSealingScene, ORIGIN, type SealingScene, TENANT } from './scene.js';

const FILE = `${encodeURIComponent(ORIGIN)}.checkpoint`;

describe('An anchor', () => {
  let s: SealingScene;
  const servers: Server[] = [];
  beforeEach(async () => {
    s = await createSealingScene();
    await s.append(20);
    await s.seal();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await s.close();
  });

  const at = (name: string) => join(s.folder, name);
  const errors: unknown[] = [];
  const loopOf = (...anchors: Anchor[]) => {
    errors.length = 0;
    return new AnchorLoop(s.db.database.seal, async () => [TENANT], anchors, 1, {
      failed: (_tenant, _anchor, _failures, error) => void errors.push(error),
      stuck: (error) => void errors.push(error),
    });
  };
  const states = async (): Promise<AnchorState[]> =>
    await inTenant(s.db.database.read, TENANT, 'read', (sql) =>
      readAnchorStates(sql, { tenant: TENANT, epoch: 0 }),
    );
  const serve = async (
    answer: (body: Buffer, headers: Record<string, unknown>) => { status: number; body?: Buffer },
  ) => {
    const server = createServer((request, response) => {
      void (async () => {
        const { status, body } = answer(await buffer(request), request.headers);
        response.writeHead(status).end(body);
      })();
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  /** A sealer as after a restart, with these anchors. */
  const sealerWith = (...anchors: Anchor[]) =>
    new Sealer({
      sql: s.db.database.seal,
      keys: s.keys,
      signedHere: new SignedByHere(at('signed')),
      elsewhere: new AnchorSet(anchors),
      notices: s.notices,
    });
  /** As a restored backup: fewer events, a smaller tree, and nothing on this machine that knows better. */
  const setBack = async (size: number): Promise<void> => {
    for (const table of ['eventstore.events', 'eventstore.event_private', 'sealing.trees', 'sealing.tiles'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await s.db.admin.unsafe(`
      DELETE FROM eventstore.events WHERE position >= ${size};
      DELETE FROM eventstore.event_private WHERE position >= ${size};
      UPDATE eventstore.log_head SET next_position = ${size};
      DELETE FROM sealing.trees; DELETE FROM sealing.edges; DELETE FROM sealing.tiles`);
    rmSync(at('signed'), { recursive: true, force: true });
  };

  it('that is a folder gets a file for each checkpoint, none of them twice, and stops a log that was set back', async () => {
    mkdirSync(at('worm'));
    const anchor = new DirectoryAnchor(at('worm'));
    await loopOf(anchor).round();
    await s.append(5);
    await s.seal();
    await loopOf(anchor).round();
    await loopOf(anchor).round();
    const folder = at(`worm/${encodeURIComponent(ORIGIN)}`);
    expect(readdirSync(folder)).toEqual(['0000000000000020.checkpoint', '0000000000000025.checkpoint']);
    expect(await anchor.newest(ORIGIN)).toBe((await s.tree()).checkpoint);
    expect(await states()).toMatchObject([{ anchor: 'directory', size: 25, failures: 0 }]);
    const note = readFileSync(join(folder, '0000000000000025.checkpoint'), 'utf8');
    await expect(
      anchor.put({ origin: ORIGIN, size: 25, note: note.replace('\n25\n', '\n26\n') }),
    ).rejects.toThrow('another checkpoint');
    expect(await verified(s, await exported(s), '--checkpoint', at('worm'))).toMatchObject({ code: 0 });

    await setBack(10);
    await expect(sealerWith(anchor).turn(TENANT)).rejects.toMatchObject({
      reason: 'behind_held_checkpoint',
      message: expect.stringContaining('the anchor "directory" holds a checkpoint'),
    });
    expect((await s.tree()).checkpoint).toBeNull();
  });

  it('that cannot be read stops the signing until it can', async () => {
    const anchor = new DirectoryAnchor(at('not mounted'));
    const sealer = sealerWith(anchor);
    await s.append(1);
    await expect(sealer.turn(TENANT)).rejects.toThrow('ENOENT');
    expect((await s.tree()).checkpointSize).toBe(20);
    mkdirSync(at('not mounted'));
    await sealer.turn(TENANT);
    expect((await s.tree()).checkpointSize).toBe(21);
  });

  it('that fails is tried again, and its state says so', async () => {
    mkdirSync(at('worm'));
    writeFileSync(at(`worm/${encodeURIComponent(ORIGIN)}`), 'a file where the folder should be');
    const loop = loopOf(new DirectoryAnchor(at('worm')));
    await loop.round();
    expect(errors).toHaveLength(1);
    expect(await states()).toMatchObject([
      { size: 0, failures: 1, error: expect.stringContaining('EEXIST') },
    ]);
    await loop.round();
    expect(errors, 'not before its time').toHaveLength(1);
    rmSync(at(`worm/${encodeURIComponent(ORIGIN)}`));
    await expect
      .poll(async () => loop.round().then(states))
      .toMatchObject([{ size: 20, failures: 0, error: null }]);
  });

  it('that is a git repository gets a commit for each checkpoint', async () => {
    execFileSync('git', ['init', '-q', '--bare', at('bare.git')]);
    const anchor = new GitAnchor(at('bare.git'), 'main', at('clone'));
    expect(await anchor.newest(ORIGIN)).toBeNull();
    await loopOf(anchor).round();
    await s.append(5);
    await s.seal();
    await loopOf(anchor).round();
    expect(errors).toEqual([]);
    const git = (...args: string[]) => execFileSync('git', ['-C', at('bare.git'), ...args]).toString();
    expect(git('log', '--format=%s', 'main').trim().split('\n')).toEqual([
      `${ORIGIN} at 25`,
      `${ORIGIN} at 20`,
    ]);
    expect(git('show', `main:${FILE}`)).toBe((await s.tree()).checkpoint);
    // Another machine has pushed meanwhile: its commits stay.
    execFileSync('git', ['clone', '-q', '-b', 'main', at('bare.git'), at('other')]);
    writeFileSync(at('other/NOTES'), 'x');
    const other = (...args: string[]) =>
      execFileSync('git', ['-C', at('other'), '-c', 'user.name=x', '-c', 'user.email=x@y', ...args]);
    other('add', 'NOTES');
    other('commit', '-qm', 'notes');
    other('push', '-q', 'origin', 'main');
    await s.append(5);
    await s.seal();
    await loopOf(anchor).round();
    expect(git('log', '--format=%s', 'main').trim().split('\n').slice(0, 2)).toEqual([
      `${ORIGIN} at 30`,
      'notes',
    ]);
    expect(await verified(s, await exported(s), '--checkpoint', at('clone'))).toMatchObject({ code: 0 });

    await setBack(20);
    await s.append(40);
    const fresh = new GitAnchor(at('bare.git'), 'main', at('another clone'));
    await expect(sealerWith(fresh).turn(TENANT)).rejects.toMatchObject({ reason: 'behind_held_checkpoint' });
  });

  it('that is a webhook gets the note, with retries', async () => {
    const got: { body: string; headers: Record<string, unknown> }[] = [];
    let status = 500;
    const url = await serve((body, headers) => {
      got.push({ body: body.toString(), headers });
      return { status };
    });
    const loop = loopOf(new WebhookAnchor(url, 'a-token'));
    await loop.round();
    expect(await states()).toMatchObject([{ failures: 1, error: 'the webhook answered with 500' }]);
    status = 204;
    await expect.poll(async () => loop.round().then(states)).toMatchObject([{ size: 20, failures: 0 }]);
    expect(got.at(-1)).toMatchObject({
      body: (await s.tree()).checkpoint,
      headers: { 'clearance-log': ORIGIN, 'clearance-size': '20', authorization: 'Bearer a-token' },
    });
  });

  it('that is a time-stamping authority gives an answer that openssl verifies, and exports carry it', async () => {
    const authority = makeAuthority(s.folder);
    const url = await serve((query) => ({ status: 200, body: authority(query) }));
    await loopOf(new TimestampAnchor(url)).round();
    expect(errors).toEqual([]);
    const [anchored] = await inTenant(s.db.database.read, TENANT, 'read', (sql) =>
      readAnchored(sql, { tenant: TENANT, epoch: 0 }),
    );
    writeFileSync(at('note'), anchored?.checkpoint ?? '');
    writeFileSync(at('answer.tsr'), anchored?.token ?? '');
    const said = spawnSync(
      'openssl',
      ['ts', '-verify', '-data', at('note'), '-in', at('answer.tsr'), '-CAfile', at('ca.pem')],
      { encoding: 'utf8' },
    );
    expect(said.stdout + said.stderr).toContain('Verification: OK');
    const { code, said: told } = await verified(s, await exported(s));
    expect({ code, told }).toMatchObject({
      code: 0,
      told: expect.stringContaining(
        'anchors      1, 1 of them time-stamped (their signatures were not checked',
      ),
    });
    expect(await verified(s, await exported(s), '--tsa-cert', at('ca.pem'))).toMatchObject({
      code: 0,
      said: expect.stringContaining('1 of them time-stamped by CN=test stamps\n'),
    });
    mkdirSync(at('others'));
    makeAuthority(at('others'));
    expect(await verified(s, await exported(s), '--tsa-cert', at('others/ca.pem'))).toMatchObject({
      code: 1,
      said: expect.stringContaining(
        'anchors/0 is no anchor of this log: no authority that was given has issued',
      ),
    });
    expect(await verified(s, await exported(s), '--tsa-cert', at('note'))).toMatchObject({ code: 2 });
  });

  it('that stamps something else is not believed', async () => {
    const authority = makeAuthority(s.folder);
    const url = await serve((query) => {
      const other = Buffer.from(query);
      const hash = other.indexOf(Buffer.from('0420', 'hex')) + 2;
      other[hash] = (other[hash] ?? 0) ^ 1;
      return { status: 200, body: authority(other) };
    });
    await loopOf(new TimestampAnchor(url)).round();
    expect(String(errors[0])).toContain('something else');
  });

  it('gives times that events have to lie between', async () => {
    mkdirSync(at('worm'));
    await loopOf(new DirectoryAnchor(at('worm'))).round();
    await s.append(5);
    await s.seal();
    expect(await verified(s, await exported(s))).toMatchObject({ code: 0 });
    // The events say that they are of long after the anchor that holds them.
    await s.db.admin.unsafe(`ALTER TABLE sealing.anchored DISABLE TRIGGER ALL`);
    await s.db.admin.unsafe(`UPDATE sealing.anchored SET at = at - interval '1 day'`);
    expect(await verified(s, await exported(s))).toMatchObject({
      code: 1,
      said: expect.stringContaining('had it before that'),
    });
    await s.db.admin.unsafe(`UPDATE sealing.anchored SET at = at + interval '2 days'`);
    expect(await verified(s, await exported(s))).toMatchObject({
      code: 1,
      said: expect.stringContaining('did not have it by then'),
    });
    expect(await verified(s, await exported(s), '--tolerance', '100000')).toMatchObject({ code: 0 });
  });

  it('of a checkpoint under an unknown key halts the log', async () => {
    mkdirSync(at('worm'));
    const anchor = new DirectoryAnchor(at('worm'));
    await loopOf(anchor).round();
    const [old = ''] = await s.keys.verifierKeysOf(ORIGIN);
    expect(
      openCheckpoint((await anchor.newest(ORIGIN)) ?? '', ORIGIN, [parseVerifierKey(old)]).checkpoint.size,
    ).toBe(20n);
    for (const table of ['sealing.trees'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await s.db.admin.unsafe('UPDATE sealing.trees SET checkpoint = NULL, checkpoint_size = 0');
    rmSync(at('signed'), { recursive: true });
    await s.keys.rotate();
    await s.keys.retireOld();
    await expect(sealerWith(anchor).turn(TENANT)).rejects.toMatchObject({ reason: 'unknown_signer' });
  });
});
