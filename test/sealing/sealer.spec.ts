import { execFileSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTenant } from '../../src/database/connection.js';
import { leafOf } from '../../src/eventstore/leaf-row.js';
import { SealingHalted } from '../../src/sealing/sealing-halted.js';
import { SigningKeys, SigningKeyUnusable } from '../../src/sealing/signing-keys.js';
import { fromTree } from '../../src/sealing/tree-reader.js';
import { readLeafRows } from '../../src/sealing/tree-rows.js';
import { openCheckpoint } from '../../src/transparency/checkpoint.js';
import { CompactRange } from '../../src/transparency/compact-range.js';
import { parseNote } from '../../src/transparency/note.js';
import { parseVerifierKey } from '../../src/transparency/note-key.js';
import { inclusionProof, rootHash } from '../../src/transparency/rfc6962-prove.js';
import { leafHash, verifyInclusion } from '../../src/transparency/rfc6962.js';
import { createSealingScene, ORIGIN, type SealingScene, TENANT } from './scene.js';

describe('The sealer', () => {
  let s: SealingScene;
  beforeEach(async () => {
    s = await createSealingScene();
  });
  afterEach(async () => s.close());

  const leafHashes = async (): Promise<Buffer[]> => {
    const rows = await inTenant(s.db.database.read, TENANT, 'read', (sql) =>
      readLeafRows(sql, TENANT, 0, Number.MAX_SAFE_INTEGER),
    );
    return rows.map((row) => leafHash(leafOf(ORIGIN, row)));
  };
  const keysOf = async () => (await s.keys.verifierKeysOf(ORIGIN)).map(parseVerifierKey);

  it('makes the RFC 6962 tree of the events and signs its head, whatever the steps it grows in', async () => {
    for (const count of [1, 2, 253, 1, 511, 300, 1200]) {
      await s.append(count);
      await s.seal();
    }
    const hashes = await leafHashes();
    const range = new CompactRange();
    for (const hash of hashes) range.append(hash);
    const tree = await s.tree();
    expect(tree).toMatchObject({
      size: 2268,
      checkpointSize: 2268,
      root: range.root(),
      lagSeconds: 0,
      halted: null,
    });
    const { checkpoint } = openCheckpoint(tree.checkpoint ?? '', ORIGIN, await keysOf());
    expect(checkpoint).toMatchObject({ size: 2268n, root: range.root() });
    for (const size of [1, 255, 256, 257, 768, 2047, 2268]) {
      const part = new CompactRange();
      for (const hash of hashes.slice(0, size)) part.append(hash);
      const { root, proof } = await inTenant(s.db.database.read, TENANT, 'read', async (sql) => ({
        root: await fromTree(sql, tree, size, (node) => rootHash(size, node)),
        proof: await fromTree(sql, tree, size, (node) => inclusionProof(size - 1, size, node)),
      }));
      expect(root).toEqual(part.root());
      const hash = hashes[size - 1] ?? Buffer.alloc(0);
      expect(verifyInclusion({ index: size - 1, size, leafHash: hash, proof, root })).toBe(true);
    }
  });

  it('signs so that openssl agrees', async () => {
    await s.append(3);
    await s.seal();
    const { text, signatures } = parseNote((await s.tree()).checkpoint ?? '');
    const [key] = await keysOf();
    const at = (name: string) => join(s.folder, name);
    writeFileSync(at('text'), text);
    writeFileSync(at('signature'), signatures[0]?.signature ?? '');
    writeFileSync(at('key.pem'), key?.publicKey.export({ type: 'spki', format: 'pem' }) ?? '');
    const args = ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', at('key.pem'), '-in', at('text')];
    const said = execFileSync('openssl', [...args, '-sigfile', at('signature')]).toString();
    expect(said).toContain('Verified Successfully');
  });

  it('keeps its key in a file that nobody else may read, and not in the database', async () => {
    await s.append(1);
    await s.seal();
    expect(statSync(join(s.folder, 'log-key')).mode & 0o777).toBe(0o600);
    writeFileSync(join(s.folder, 'open-key'), 'x', { mode: 0o644 });
    await expect(new SigningKeys(join(s.folder, 'open-key')).signersOf(ORIGIN)).rejects.toThrow(
      SigningKeyUnusable,
    );
  });

  it('signs with old and new key side by side while a rotation lasts', async () => {
    await s.append(1);
    await s.seal();
    const [old] = await keysOf();
    await s.keys.rotate();
    await s.seal();
    const both = await keysOf();
    expect(both).toHaveLength(2);
    for (const key of both)
      expect(openCheckpoint((await s.tree()).checkpoint ?? '', ORIGIN, [key]).signers).toHaveLength(1);
    await s.append(1);
    await s.keys.retireOld();
    await s.seal();
    const note = (await s.tree()).checkpoint ?? '';
    expect(() => openCheckpoint(note, ORIGIN, old ? [old] : [])).toThrow('No known key');
    expect(openCheckpoint(note, ORIGIN, both).checkpoint.size).toBe(2n);
    expect(s.notices.keys.map((keys) => keys.length)).toEqual([1, 2, 1]);
    await expect(s.keys.retireOld()).rejects.toThrow('no older one');
  });

  it('never gives one size two roots, with sealers that race', async () => {
    const sealers = Array.from({ length: 4 }, () => s.freshSealer());
    const done = new AbortController();
    const appended = s.append(1500).finally(() => done.abort());
    await Promise.all(
      sealers.map(async (sealer) => {
        while (!done.signal.aborted) await sealer.turn(TENANT);
      }),
    );
    await appended;
    await s.seal();
    const roots = new Map<bigint, string>();
    for (const note of s.notices.notes) {
      const { checkpoint } = openCheckpoint(note, ORIGIN, await keysOf());
      const root = checkpoint.root.toString('hex');
      expect(roots.get(checkpoint.size) ?? root).toBe(root);
      roots.set(checkpoint.size, root);
    }
    expect((await s.tree()).size).toBe(1500);
    expect(roots.size).toBeGreaterThan(1);
  });

  const halts = async (sealer = s.freshSealer()): Promise<SealingHalted> =>
    await sealer.turn(TENANT).then(
      () => expect.unreachable('it went on'),
      (error: unknown) => {
        if (!(error instanceof SealingHalted)) throw error;
        return error;
      },
    );
  const asSuperuser = async (...statements: string[]): Promise<void> => {
    for (const table of ['eventstore.events', 'eventstore.event_private', 'sealing.trees', 'sealing.tiles'])
      await s.db.admin.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    for (const statement of statements) await s.db.admin.unsafe(statement);
  };

  it('halts where an event is missing, names its position, and signs nothing until it is back', async () => {
    await s.append(10);
    await s.seal();
    await s.append(10);
    await asSuperuser(
      'CREATE TABLE public.kept AS SELECT * FROM eventstore.events WHERE position = 15',
      'DELETE FROM eventstore.events WHERE position = 15',
    );
    expect(await halts()).toMatchObject({ reason: 'gap', position: 15 });
    expect(await s.tree()).toMatchObject({ size: 10, halted: expect.stringContaining('position 15') });
    await s.db.admin.unsafe('INSERT INTO eventstore.events SELECT * FROM public.kept');
    await s.seal(s.freshSealer());
    expect(await s.tree()).toMatchObject({ size: 20, halted: null, haltedAt: null });
  });

  it('halts where the stored tree is not the one that was sealed', async () => {
    await s.append(300);
    await s.seal();
    await asSuperuser(
      `UPDATE sealing.edges SET hashes = set_byte(hashes, 2, get_byte(hashes, 2) # 255) WHERE level = 0`,
    );
    expect(await halts()).toMatchObject({ reason: 'root_differs' });
  });

  it('refuses a database that was set back, also where the events were written anew', async () => {
    await s.append(10);
    await s.seal();
    await asSuperuser(
      'CREATE TABLE public.trees AS SELECT * FROM sealing.trees',
      'CREATE TABLE public.edges AS SELECT * FROM sealing.edges',
    );
    await s.append(5);
    await s.seal();
    await asSuperuser(
      'DELETE FROM sealing.trees',
      'DELETE FROM sealing.edges',
      'INSERT INTO sealing.trees SELECT * FROM public.trees',
      'INSERT INTO sealing.edges SELECT * FROM public.edges',
      'DELETE FROM eventstore.events WHERE position >= 10',
      'DELETE FROM eventstore.event_private WHERE position >= 10',
      'UPDATE eventstore.log_head SET next_position = 10',
    );
    expect(await halts()).toMatchObject({ reason: 'behind_held_checkpoint' });
    expect(await halts(s.sealer)).toMatchObject({ reason: 'behind_held_checkpoint' });
    await s.append(20);
    expect(await halts()).toMatchObject({ reason: 'behind_held_checkpoint' });
    expect((await s.tree()).halted).toContain('set back');
  });

  it('refuses a tree that is longer than the one others hold, but another', async () => {
    await s.append(10);
    await s.seal();
    const elsewhere = (await s.tree()).checkpoint ?? '';
    const { checkpoint } = openCheckpoint(elsewhere, ORIGIN, await keysOf());
    await asSuperuser(
      'DELETE FROM sealing.trees',
      'DELETE FROM sealing.edges',
      `UPDATE eventstore.events SET actor_id = 'somebody' WHERE position = 4`,
    );
    await s.append(5);
    s.holders.held = [{ checkpoint, note: elsewhere, holder: 'the auditor' }];
    rmSync(join(s.folder, 'signed'), { recursive: true });
    const sealer = s.freshSealer();
    // An empty tree is consistent with nothing: the first turn finds itself behind.
    expect(await halts(sealer)).toMatchObject({ reason: 'behind_held_checkpoint' });
    s.holders.held = [];
    await s.seal(sealer);
    s.holders.held = [{ checkpoint, note: elsewhere, holder: 'the auditor' }];
    expect(await halts()).toMatchObject({
      reason: 'not_consistent',
      message: expect.stringContaining('the auditor'),
    });
  });

  it('is behind for as long as nothing is signed, also where the tree has grown', async () => {
    await s.append(10);
    await s.seal();
    rmSync(join(s.folder, 'signed'), { recursive: true });
    writeFileSync(join(s.folder, 'signed'), 'a file where the folder should be');
    await s.append(1);
    await expect(s.sealer.turn(TENANT)).rejects.toThrow('EEXIST');
    expect(await s.tree()).toMatchObject({ size: 11, checkpointSize: 10 });
    expect((await s.tree()).lagSeconds).toBeGreaterThan(0);
    rmSync(join(s.folder, 'signed'));
    await s.seal();
    expect(await s.tree()).toMatchObject({ checkpointSize: 11, lagSeconds: 0 });
  });

  it('does not sign a log that another key has signed', async () => {
    await s.append(1);
    await s.seal();
    rmSync(join(s.folder, 'log-key'));
    rmSync(join(s.folder, 'signed'), { recursive: true });
    await s.append(1);
    expect(await halts()).toMatchObject({ reason: 'unknown_signer' });
  });

  it('lets nobody take back what was sealed, not even the login of the sealer', async () => {
    await s.append(300);
    await s.seal();
    const statements = [
      'UPDATE sealing.trees SET size = 5',
      `UPDATE sealing.trees SET root = sha256('x')`,
      'DELETE FROM sealing.trees',
      'DELETE FROM sealing.tiles',
      'TRUNCATE sealing.tiles',
      `UPDATE sealing.tiles SET level = 1`,
    ];
    for (const sql of [s.db.admin, s.db.database.seal, s.db.database.append, s.db.database.read])
      for (const statement of statements)
        await expect(
          sql.begin(async (transaction) => {
            await transaction`SELECT set_config('clearance.tenant', ${TENANT}, true)`;
            await transaction.unsafe(statement);
          }),
        ).rejects.toThrow(/append-only|another root|permission denied/);
  });
});
