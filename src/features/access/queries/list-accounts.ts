import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { AccessProjector } from '../access-projector.js';
import type { AccountKind } from '../account.js';
import { type AccountRow, accountView, type AccountView } from './account-view.js';

const LIST_ACCOUNTS = sqlFile(import.meta.url, './sql/list-accounts.sql');

/** Members or service accounts in the order they were added, behind a position. */
export class ListAccounts extends Query<Reflected<AccountView[]>> {
  constructor(
    readonly tenant: string,
    readonly kind: AccountKind,
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
  ) {}

  async execute(query: ListAccounts): Promise<Reflected<AccountView[]>> {
    const { tenant, kind, after, limit, consistency } = query;
    const { value, ...reflected } = await this.reader.read(this.projector, tenant, consistency, (sql) =>
      sql.unsafe<AccountRow[]>(LIST_ACCOUNTS, [tenant, kind, after, limit], { prepare: true }),
    );
    return { ...reflected, value: value.map((row) => accountView(row)) };
  }
}
