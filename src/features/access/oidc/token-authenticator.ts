import { Injectable } from '@nestjs/common';
import type { TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { ActorKind } from '../../../eventstore/event.js';
import { ProjectionReader, ProjectionSetAside } from '../../../eventstore/projections/projection-reader.js';
import type { Principal } from '../../../http/principal.js';
import { AccessProjector } from '../access-projector.js';
import { rightsOf } from '../rights.js';
import type { Grant, Role } from '../roles.rules.js';
import { AccessTokens } from './access-token.js';
import { Identities, identityName } from './identities.js';

const FIND_ACCOUNT = sqlFile(import.meta.url, '../sql/find-account.sql');
const CREDENTIAL_LENGTH = 32;

interface AccountRow {
  readonly kind: ActorKind;
  readonly grants: string;
  /** The account has events that the projection has yet to read. */
  readonly behind: boolean;
  /** Position of an event of its account that the projection could not take; null for none. */
  readonly set_aside: number | null;
}

/** Knows access tokens: who bears one has the roles of its groups, and those that were granted here. */
@Injectable()
export class TokenAuthenticator {
  constructor(
    readonly tokens: AccessTokens,
    private readonly identities: Identities,
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
  ) {}

  /** Null for a token that is not taken. Throws CredentialsUnavailable, StoreUnavailable, ProjectionSetAside. */
  async authenticate(token: string): Promise<Principal | null> {
    const claims = await this.tokens.verify(token);
    if (claims === null) return null;
    const { tenant, issuer } = claims.issuer;
    const id = await this.identities.accountOf(claims);
    const row = await this.find(tenant, id);
    // A client that speaks for itself is no person, whatever its subject was linked to.
    if (!row || (claims.isService && row.kind === 'human')) return null;
    if (row.set_aside !== null) throw new ProjectionSetAside(this.projector.projection.name, row.set_aside);
    const claimed = claims.roles.map((role) => ({ role: role as Role, project: null }));
    return {
      tenant,
      actor: { id, kind: row.kind },
      credentialId: `oidc-${identityName(issuer, claims.subject).slice(0, CREDENTIAL_LENGTH)}`,
      authMethod: 'oidc',
      ...rightsOf([...claimed, ...(JSON.parse(row.grants) as Grant[])], null),
    };
  }

  private async find(tenant: string, id: string): Promise<AccountRow | null> {
    const look = (sql: TransactionSql): Promise<AccountRow[]> =>
      sql.unsafe<AccountRow[]>(FIND_ACCOUNT, [tenant, id, this.projector.projection.version], {
        prepare: true,
      });
    const [row] = await this.reader.glance(tenant, look);
    if (row && !row.behind) return row;
    const current = await this.reader.read(this.projector, tenant, 'current', look);
    return current.value[0] ?? null;
  }
}
