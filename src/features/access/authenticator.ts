import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { TransactionSql } from '../../database/connection.js';
import { sqlFile } from '../../database/sql-file.js';
import type { ActorKind } from '../../eventstore/event.js';
import { ProjectionReader, ProjectionSetAside } from '../../eventstore/projections/projection-reader.js';
import { Authenticator, type Principal } from '../../http/principal.js';
import { AccessProjector } from './access-projector.js';
import { rightsOf } from './rights.js';
import type { Grant } from './roles.rules.js';
import { type CredentialName, nameOf } from './admin-key.js';
import { Pepper, sameHash } from './pepper.js';

const FIND_CREDENTIAL = sqlFile(import.meta.url, './sql/find-credential.sql');

interface CredentialRow {
  readonly account: string;
  readonly hash: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly kind: ActorKind;
  readonly grants: string;
  readonly scopes: string | null;
  /** The account has events that the projection has yet to read. */
  readonly behind: boolean;
  /** Position of an event of its account that the projection could not take; null for none. */
  readonly set_aside: number | null;
  /** By an event that the projection could not take. */
  readonly is_revoked: boolean;
}

/** What was worked out of a key that held: neither says anything of whether it still does. */
interface Worked {
  readonly name: CredentialName;
  readonly hash: string;
}

const MOST_WORKED = 10_000;
const WORKED_MS = 60_000;
const MOST_RIGHTS = 1_000;

/**
 * Knows API keys. What is no key in form costs no database. A key costs one read, which waits for the projection only
 * where that does not know the key or has events of its account to read: busy as the log may be, other events make
 * nobody wait, and a revocation holds for every request that comes after its answer. Where the account is set aside,
 * nobody can say from the rows whether the key was revoked or which roles it has: it is not taken (docs/access.md).
 * What is kept in memory is arithmetic alone, the hash of a key that held and what grants come to: the row is read
 * every time, so a revocation on any node needs to reach no cache.
 */
@Injectable()
export class KeyAuthenticator extends Authenticator {
  /** By the SHA-256 of the key: its text is not kept. */
  private readonly worked = new LRUCache<string, Worked>({ max: MOST_WORKED, ttl: WORKED_MS });
  private readonly rights = new LRUCache<string, ReturnType<typeof rightsOf>>({ max: MOST_RIGHTS });

  constructor(
    private readonly pepper: Pepper,
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
    /** Tenants whose people can log in through a provider: there a key is a lesser thing (docs/access.md). */
    private readonly withProvider: ReadonlySet<string> = new Set(),
  ) {
    super();
  }

  /** Throws StoreUnavailable, ProjectionBehind, and ProjectionSetAside for a key that would be taken otherwise. */
  override async authenticate(bearer: string): Promise<Principal | null> {
    const id = hash('sha256', bearer, 'base64');
    const kept = this.worked.get(id);
    const name = kept?.name ?? nameOf(bearer, this.pepper);
    const row = name && (await this.find(name));
    if (!row) return null;
    const hashed = kept?.hash ?? this.pepper.hash(bearer);
    if (!sameHash(row.hash, hashed)) return null;
    if (kept === undefined) this.worked.set(id, { name, hash: hashed });
    if (row.revoked_at !== null || row.is_revoked) return null;
    if (row.expires_at !== null && Date.parse(row.expires_at) <= Date.now()) return null;
    if (row.set_aside !== null) throw new ProjectionSetAside(this.projector.projection.name, row.set_aside);
    return {
      tenant: name.tenant,
      actor: { id: row.account, kind: row.kind },
      credentialId: name.keyId,
      authMethod: 'api_key',
      ...(this.withProvider.has(name.tenant) ? { isLongLived: true } : {}),
      ...this.rightsIn(row),
    };
  }

  private rightsIn({ grants, scopes }: CredentialRow): ReturnType<typeof rightsOf> {
    const written = `${grants} ${scopes}`;
    let rights = this.rights.get(written);
    if (rights === undefined) {
      rights = rightsOf(
        JSON.parse(grants) as Grant[],
        scopes === null ? null : (JSON.parse(scopes) as string[]),
      );
      this.rights.set(written, rights);
    }
    return rights;
  }

  private async find({ tenant, keyId }: CredentialName): Promise<CredentialRow | null> {
    const look = (sql: TransactionSql): Promise<CredentialRow[]> =>
      sql.unsafe<CredentialRow[]>(FIND_CREDENTIAL, [tenant, keyId, this.projector.projection.version], {
        prepare: true,
      });
    const [row] = await this.reader.glance(tenant, look);
    if (row && !row.behind) return row;
    const current = await this.reader.read(this.projector, tenant, 'current', look);
    return current.value[0] ?? null;
  }
}
