import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '../../src/database/connection.js';
import { SecretKeys } from '../../src/integrations/secrets/secret-keys.js';
import { SecretVault } from '../../src/integrations/secrets/secret-vault.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)] as const;
let db: TestDatabase;
let sql: Sql;
let folder: string;

beforeAll(async () => {
  db = await createTestDatabase();
  sql = db.database.project.beside(2);
  folder = mkdtempSync(join(tmpdir(), 'clearance-vault-'));
});
afterAll(async () => {
  await sql.end();
  await db.close();
  rmSync(folder, { recursive: true });
});

const vault = (secretsKeys: string | null, dataDir = folder): SecretVault =>
  new SecretVault(sql, new SecretKeys({ secretsKeys, dataDir }));

describe('A secret', () => {
  it('is read by its owner alone, and nowhere in the database', async () => {
    const own = vault(ONE);
    const id = await own.put('default', 'whk_1', 'the-plain-text');
    expect((await own.read('default', 'whk_1', id))?.reveal()).toBe('the-plain-text');
    expect(await own.read('default', 'whk_2', id)).toBeNull();
    expect(await own.read('other', 'whk_1', id)).toBeNull();
    const [row] = await db.admin<{ text: string; hex: string }[]>`
      SELECT s::text AS text, encode(sealed, 'escape') AS hex FROM integrations.secrets s WHERE id = ${id}`;
    expect(`${row?.text}${row?.hex}`).not.toContain('plain');
  });

  it('cannot be moved to another owner by who can write the table', async () => {
    const own = vault(ONE);
    const id = await own.put('default', 'whk_1', 'x');
    await db.admin`UPDATE integrations.secrets SET owner = 'whk_9' WHERE id = ${id}`;
    await expect(own.read('default', 'whk_9', id)).rejects.toThrow(/not what was written/);
    await own.forget('default', 'whk_9', id);
    expect(await own.read('default', 'whk_9', id)).toBeNull();
  });

  it('is closed to the logins that answer and append', async () => {
    for (const pool of [db.database.read, db.database.append, db.database.seal])
      await expect(pool`SELECT 1 FROM integrations.secrets`).rejects.toThrow(/permission denied/);
  });
});

describe('Rotation of the key', () => {
  it('brings every secret under the newest key, page by page, and says what it could not read', async () => {
    const old = vault(ONE);
    const ids = await Promise.all(
      Array.from({ length: 230 }, (_, i) => old.put('rotating', 'whk_1', `text ${i}`)),
    );
    const lost = await vault('3'.repeat(64)).put('rotating', 'whk_1', 'gone');
    expect(await vault(`${TWO},${ONE}`).reencrypt('rotating')).toEqual({ done: 230, unreadable: [lost] });
    const alone = vault(TWO);
    for (const index of [0, 150, 229])
      expect((await alone.read('rotating', 'whk_1', ids[index] ?? ''))?.reveal()).toBe(`text ${index}`);
    await expect(old.read('rotating', 'whk_1', ids[0] ?? '')).rejects.toThrow(/is not here/);
    expect(await alone.reencrypt('rotating')).toEqual({ done: 0, unreadable: [lost] });
  });

  it('is seen by a node that runs when another one has written under the new key of the file', async () => {
    const node = vault(null);
    const id = await node.put('filed', 'whk_1', 'first');
    const file = join(folder, 'secrets-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, `${TWO}\n${ONE}\n`);
    const written = await vault(null).put('filed', 'whk_1', 'second');
    expect((await node.read('filed', 'whk_1', written))?.reveal()).toBe('second');
    await expect(node.read('filed', 'whk_1', id)).rejects.toThrow(/is not here/);
  });
});
