import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import {
  type ReadConsistency,
  ProjectionReader,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { AccessProjector } from '../access-projector.js';
import { type AccountKind, noSuchAccount } from '../account.js';
import { type AccountRow, accountView, type AccountView } from './account-view.js';

const GET_ACCOUNT = sqlFile(import.meta.url, './sql/get-account.sql');

/** One member or service account. Refuses what is not there, or of another kind (not_found). */
export class GetAccount extends Query<Reflected<AccountView>> {
  constructor(
    readonly tenant: string,
    readonly kind: AccountKind,
    readonly id: string,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
  ) {}

  async execute({ tenant, kind, id, consistency }: GetAccount): Promise<Reflected<AccountView>> {
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => sql.unsafe<AccountRow[]>(GET_ACCOUNT, [tenant, kind, id], { prepare: true }),
      id,
    );
    const row = value[0];
    if (!row) throw whyAbsent(this.projector, reflected.setAside, noSuchAccount(kind, id));
    return { ...reflected, value: accountView(row) };
  }
}
