import { inTenant, type Sql } from '../../database/connection.js';
import { opaqueId } from '../../eventstore/random.js';
import { Secret } from './secret.js';
import type { SecretKeys } from './secret-keys.js';
import { SecretsUnreadable } from './key-ring.js';

interface Row {
  readonly id: string;
  readonly owner: string;
  readonly key_id: string;
  readonly sealed: Buffer;
}

const AT_ONCE = 200;

/**
 * Secrets of webhooks and connections, encrypted in the database. A secret is put before the event that names its id
 * is recorded, and never stands in an event itself. No route and no log gives one out.
 */
export class SecretVault {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SecretKeys,
  ) {}

  /** Keeps a secret of `owner` (a webhook's or connection's id) and gives its id. */
  async put(tenant: string, owner: string, text: string): Promise<string> {
    const id = opaqueId('sec');
    const { keyId, sealed } = (await this.keys.newest()).seal(text, [tenant, id, owner]);
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`INSERT INTO integrations.secrets (tenant, id, owner, key_id, sealed)
        VALUES (${tenant}, ${id}, ${owner}, ${keyId}, ${sealed})`;
    });
    return id;
  }

  /** The secret of that id and owner; null where there is none. Throws SecretsUnreadable. */
  async read(tenant: string, owner: string, id: string): Promise<Secret | null> {
    const rows = await inTenant(
      this.sql,
      tenant,
      'read',
      (sql) => sql<Row[]>`
      SELECT id, owner, key_id, sealed FROM integrations.secrets
      WHERE tenant = ${tenant} AND id = ${id} AND owner = ${owner}`,
    );
    const [row] = rows;
    return row ? new Secret(await this.opened(tenant, row)) : null;
  }

  /** Takes a secret away for good; nothing happens where it is not there. */
  async forget(tenant: string, owner: string, id: string): Promise<void> {
    await inTenant(this.sql, tenant, 'write', async (sql) => {
      await sql`DELETE FROM integrations.secrets WHERE tenant = ${tenant} AND id = ${id} AND owner = ${owner}`;
    });
  }

  /**
   * Encrypts what is under an older key under the newest one; gives how many that were. Done again it goes on where it
   * stopped, and several nodes may do it at once. What cannot be read stays as it is, and its ids are given.
   */
  async reencrypt(tenant: string): Promise<{ done: number; unreadable: string[] }> {
    const ring = await this.keys.newest();
    const unreadable: string[] = [];
    let done = 0;
    for (let after = ''; ;) {
      const rows = await inTenant(
        this.sql,
        tenant,
        'read',
        (sql) => sql<Row[]>`
        SELECT id, owner, key_id, sealed FROM integrations.secrets
        WHERE tenant = ${tenant} AND key_id <> ${ring.newestId} AND id > ${after} ORDER BY id LIMIT ${AT_ONCE}`,
      );
      for (const row of rows) {
        const text = await this.opened(tenant, row).catch((error: unknown) => {
          if (!(error instanceof SecretsUnreadable)) throw error;
          unreadable.push(row.id);
          return null;
        });
        if (text === null) continue;
        const { keyId, sealed } = ring.seal(text, [tenant, row.id, row.owner]);
        await inTenant(this.sql, tenant, 'write', async (sql) => {
          await sql`UPDATE integrations.secrets SET key_id = ${keyId}, sealed = ${sealed}
            WHERE tenant = ${tenant} AND id = ${row.id} AND key_id = ${row.key_id}`;
        });
        done += 1;
      }
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return { done, unreadable };
      after = last.id;
    }
  }

  private async opened(tenant: string, { id, owner, key_id: keyId, sealed }: Row): Promise<string> {
    return (await this.keys.forKey(keyId)).open({ keyId, sealed }, [tenant, id, owner]);
  }
}
