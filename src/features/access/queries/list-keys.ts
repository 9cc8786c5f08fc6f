import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { AccessProjector } from '../access-projector.js';
import { type AccountKind, noSuchAccount } from '../account.js';
import { type AccountRow, type KeyRow, keyView, type KeyView } from './account-view.js';

const GET_ACCOUNT = sqlFile(import.meta.url, './sql/get-account.sql');
const LIST_KEYS = sqlFile(import.meta.url, './sql/list-keys.sql');

/** An account's keys in the order they were issued, behind a position. Refuses an unknown account (not_found). */
export class ListKeys extends Query<Reflected<KeyView[]>> {
  constructor(
    readonly tenant: string,
    readonly account: { readonly kind: AccountKind; readonly id: string },
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListKeys)
export class ListKeysHandler implements IQueryHandler<ListKeys> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: AccessProjector,
  ) {}

  async execute(query: ListKeys): Promise<Reflected<KeyView[]>> {
    const { tenant, account, after, limit, consistency } = query;
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) =>
        Promise.all([
          sql.unsafe<AccountRow[]>(GET_ACCOUNT, [tenant, account.kind, account.id], { prepare: true }),
          sql.unsafe<KeyRow[]>(LIST_KEYS, [tenant, account.id, after, limit], { prepare: true }),
        ]),
      account.id,
    );
    const [accounts, keys] = value;
    if (accounts.length === 0)
      throw whyAbsent(this.projector, reflected.setAside, noSuchAccount(account.kind, account.id));
    return { ...reflected, value: keys.map((row) => keyView(row)) };
  }
}
