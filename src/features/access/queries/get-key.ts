import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import {
  type ReadConsistency,
  ProjectionReader,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { AccessProjector } from '../access-projector.js';
import { type AccountKind, noSuchAccount, noSuchKey } from '../account.js';
import { type AccountRow, type KeyRow, keyView, type KeyView } from './account-view.js';

const GET_ACCOUNT = sqlFile(import.meta.url, './sql/get-account.sql');
const GET_KEY = sqlFile(import.meta.url, './sql/get-key.sql');

/** One key of an account, without its secret. Refuses what is not there (not_found). */
export class GetKey extends Query<Reflected<KeyView>> {
  constructor(
    readonly tenant: string,
    readonly account: { readonly kind: AccountKind; readonly id: string },
    readonly keyId: string,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

@QueryHandler(GetKey)
export class GetKeyHandler implements IQueryHandler<GetKey> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
  ) {}

  async execute({ tenant, account, keyId, consistency }: GetKey): Promise<Reflected<KeyView>> {
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) =>
        Promise.all([
          sql.unsafe<AccountRow[]>(GET_ACCOUNT, [tenant, account.kind, account.id], { prepare: true }),
          sql.unsafe<KeyRow[]>(GET_KEY, [tenant, account.kind, account.id, keyId], { prepare: true }),
        ]),
      account.id,
    );
    const [accounts, [row]] = value;
    if (accounts.length === 0)
      throw whyAbsent(this.projector, reflected.setAside, noSuchAccount(account.kind, account.id));
    if (!row) throw whyAbsent(this.projector, reflected.setAside, noSuchKey(keyId));
    return { ...reflected, value: keyView(row) };
  }
}
