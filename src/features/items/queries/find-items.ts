import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { textArray } from '../../../database/array-literal.js';
import type { TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import { timestampNow } from '../../../eventstore/now.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { ItemsProjector, type SqlRow } from '../../checklists/checklists.module.js';
import { ItemDetailsReader } from './item-details.js';
import type { ItemView } from './item-view.js';
import { type Placed, settledIn } from './settled-trees.js';
import { ticketRef } from './ticket-ref.js';

const ALL = sqlFile(import.meta.url, './sql/find-items.sql');
const AMONG = sqlFile(import.meta.url, './sql/find-items-among.sql');
const BY_KEY = sqlFile(import.meta.url, './sql/find-items-by-key.sql');
const BY_ID = sqlFile(import.meta.url, './sql/find-items-by-id.sql');
const BY_OWNER = sqlFile(import.meta.url, './sql/find-items-by-owner.sql');
const BY_TICKET = sqlFile(import.meta.url, './sql/find-items-by-ticket.sql');
const BY_TICKET_URL = sqlFile(import.meta.url, './sql/find-items-by-ticket-url.sql');

/** A page looks at so many items at most: behind them it ends, and its cursor goes on there. */
const MOST_LOOKED_AT = 5_000;
const CHUNK = 500;

export interface FindFilter {
  /** Key or id of the item. */
  readonly item: string | null;
  readonly status: string | null;
  /** Id of an owner. */
  readonly owner: string | null;
  /** Key of a ticket in its system, or its URL. */
  readonly ticket: string | null;
}

/** Where an item stands, by ids: what the list is in the order of. */
export interface ItemPlace {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
}

export interface FoundItem extends ItemView {
  /** Key of the project; its id where the key is not known yet. */
  project: string;
}

export interface FoundItems {
  readonly items: FoundItem[];
  /** Where the next page goes on; null behind the last item. */
  readonly next: ItemPlace | null;
}

/** A page of items of all projects of a tenant, or of those in `within` (ids) alone, behind a place. */
export class FindItems extends Query<Reflected<FoundItems>> {
  constructor(
    readonly tenant: string,
    readonly filter: FindFilter,
    readonly within: readonly string[] | null,
    readonly after: ItemPlace | null,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

interface Page {
  readonly placed: Placed[];
  readonly next: ItemPlace | null;
}

@QueryHandler(FindItems)
export class FindItemsHandler implements IQueryHandler<FindItems> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly details: ItemDetailsReader,
  ) {}

  async execute(query: FindItems): Promise<Reflected<FoundItems>> {
    const { tenant, consistency } = query;
    const now = timestampNow();
    const { value, ...reflected } = await this.reader.read(this.projector, tenant, consistency, (sql) =>
      page(sql, query, now),
    );
    const views = await this.details.views(tenant, value.placed, now);
    const items = views.map((view, at): FoundItem => {
      const { project = '', projectKey = null } = value.placed[at] ?? {};
      return { project: projectKey ?? project, ...view };
    });
    return { ...reflected, value: { items, next: value.next } };
  }
}

async function page(sql: TransactionSql, query: FindItems, now: string): Promise<Page> {
  const { tenant, filter, limit, within } = query;
  const [statement, ...more] = statementOf(filter, within !== null);
  const among = within === null ? null : textArray(within);
  // What an index answers needs no company; the rest is looked for among many.
  const chunk = filter.status === null && isIndexed(filter) ? limit + 1 : Math.max(CHUNK, limit + 1);
  const found: Placed[] = [];
  let after = query.after;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += chunk) {
    const parameters = [
      tenant,
      after?.project ?? '',
      after?.checklist ?? '',
      after?.item ?? '',
      chunk,
      ...(statement === ALL ? [] : [among]),
      ...more,
    ];
    const rows = await sql.unsafe<SqlRow[]>(statement, parameters, { prepare: true });
    const settled = await settledIn(sql, tenant, rows, now);
    found.push(...settled.filter((placed) => matches(placed, filter)));
    if (found.length > limit) return cut(found, limit);
    const last = settled.at(-1);
    if (!last || rows.length < chunk) return { placed: found, next: null };
    after = placeOf(last);
  }
  return { placed: found, next: after };
}

function cut(found: readonly Placed[], limit: number): Page {
  const placed = found.slice(0, limit);
  const last = placed.at(-1);
  return { placed, next: last ? placeOf(last) : null };
}

/** The narrowest filter is asked of the database, with its value; a ticket always is. */
function statementOf(
  { item, owner, ticket }: FindFilter,
  isNarrowed: boolean,
): [statement: string, ...value: string[]] {
  if (ticket !== null) return byTicket(ticket);
  if (item !== null && item.startsWith('itm_')) return [BY_ID, item];
  if (item !== null) return [BY_KEY, item.normalize('NFC').toLowerCase()];
  if (owner !== null) return [BY_OWNER, owner];
  return [isNarrowed ? AMONG : ALL];
}

function byTicket(text: string): [statement: string, ...value: string[]] {
  const { keys, urls } = ticketRef(text);
  return urls === null ? [BY_TICKET, ...keys] : [BY_TICKET_URL, textArray(keys), textArray(urls)];
}

/** Whether the statement answers the filter, but for the status. */
function isIndexed({ item, owner, ticket }: FindFilter): boolean {
  return [item, owner, ticket].filter((value) => value !== null).length <= 1;
}

function matches({ row, settled }: Placed, { item, status, owner }: FindFilter): boolean {
  const key = item?.normalize('NFC').toLowerCase();
  return (
    (status === null || settled.status === status) &&
    (owner === null || row.owners.includes(owner)) &&
    (item === null || row.id === item || row.key.toLowerCase() === key)
  );
}

function placeOf({ project, row }: Placed): ItemPlace {
  return { project, checklist: row.checklist, item: row.id };
}
