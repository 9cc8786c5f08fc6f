import { Injectable } from '@nestjs/common';
import { plainArray } from '../../../database/array-literal.js';
import { Database } from '../../../database/database.js';
import { inTenant, type TransactionSql } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { JsonObject } from '../../../eventstore/event.js';
import { ActorNames } from '../../access/access.module.js';
import type { ItemRow } from '../../checklists/checklists.module.js';
import type { Settled } from '../settlement.rules.js';
import { itemView, type ItemView } from './item-view.js';
import { type Lookups, nameKey, waiverActors } from './waiver-view.js';

const PRIVATE_BODIES = sqlFile(import.meta.url, './sql/private-bodies.sql');

/** An item to be shown: its row, its state and its parent's key. */
export interface Shown {
  readonly row: ItemRow;
  readonly settled: Settled;
  readonly parentKey: string | null;
}

/** Makes views of item rows: joins what is private and the names as of each decision. */
@Injectable()
export class ItemDetailsReader {
  constructor(
    private readonly database: Database,
    private readonly names: ActorNames,
  ) {}

  /** Views as of `now`, in the order of `shown`. */
  async views(tenant: string, shown: readonly Shown[], now: string): Promise<ItemView[]> {
    const lookups = await this.lookups(
      tenant,
      shown.map(({ row }) => row),
    );
    return shown.map(({ row, ...more }) => itemView(row, { ...lookups, ...more, now }));
  }

  /** Private parts and names that showing these items takes, in the caller's transaction where there is one. */
  async lookups(tenant: string, rows: readonly ItemRow[], own?: TransactionSql): Promise<Lookups> {
    const positions = rows.flatMap((row) => [
      ...(row.decisionPosition === null ? [] : [row.decisionPosition]),
      ...row.evidence.map((entry) => entry.position),
      ...(row.importedClaim === null ? [] : [row.importedClaim.position]),
      ...row.waiverRows.map((waiver) => waiver.position),
      ...row.tickets.flatMap((ticket) => [ticket.position, ticket.closed_position]).filter(isThere),
    ]);
    if (positions.length === 0) return { privates: new Map(), names: new Map() };
    const refs = rows.flatMap((row) => [
      ...(row.decidedBy === null || row.decisionPosition === null
        ? []
        : [{ actorId: row.decidedBy.id, position: row.decisionPosition }]),
      ...(row.importedClaim === null
        ? []
        : [{ actorId: row.importedClaim.by.id, position: row.importedClaim.position }]),
      ...waiverActors(row),
    ]);
    const ask = (sql: TransactionSql): Promise<[{ position: number; body: string }[], (string | null)[]]> =>
      Promise.all([
        sql.unsafe<{ position: number; body: string }[]>(PRIVATE_BODIES, [tenant, plainArray(positions)], {
          prepare: true,
        }),
        this.names.namesAt(tenant, refs, sql),
      ]);
    const [found, names] = own ? await ask(own) : await inTenant(this.database.read, tenant, 'read', ask);
    return {
      privates: new Map(found.map((row) => [row.position, JSON.parse(row.body) as JsonObject])),
      names: new Map(refs.map((ref, index) => [nameKey(ref.actorId, ref.position), names[index] ?? null])),
    };
  }
}

function isThere(position: number | null): position is number {
  return position !== null;
}

/** Pairs the rows of a checklist with their states, in their order. */
export function shownRows(rows: readonly ItemRow[], states: readonly Settled[]): Shown[] {
  const keys = new Map(rows.map((row) => [row.id, row.key]));
  return rows.map((row, at) => {
    const settled = states[at];
    if (!settled) throw new Error(`item ${row.id} has no state`);
    return { row, settled, parentKey: row.parent === null ? null : (keys.get(row.parent) ?? null) };
  });
}
