import { Injectable } from '@nestjs/common';
import { plainArray } from '../../../database/array-literal.js';
import { Database } from '../../../database/database.js';
import { inTenant } from '../../../database/connection.js';
import { sqlFile } from '../../../database/sql-file.js';
import type { JsonObject } from '../../../eventstore/event.js';
import { ActorNames } from '../../access/access.module.js';
import type { ItemRow } from '../../checklists/checklists.module.js';
import { type Settled, settleItems } from '../settlement.rules.js';
import { itemView, type ItemView } from './item-view.js';

const PRIVATE_BODIES = sqlFile(import.meta.url, './sql/private-bodies.sql');

/** Makes views of item rows: joins what is private and the names as of each decision. */
@Injectable()
export class ItemDetailsReader {
  constructor(
    private readonly database: Database,
    private readonly names: ActorNames,
  ) {}

  /** `all` are the rows of whole checklists, which settling needs; `shown` are those to be made views of. */
  async views(tenant: string, all: readonly ItemRow[], shown: readonly ItemRow[]): Promise<ItemView[]> {
    const settled = settledRows(all);
    const keys = new Map(all.map((row) => [`${row.checklist}/${row.id}`, row.key]));
    const { privates, names } = await this.lookUp(tenant, shown);
    return shown.map((row) =>
      itemView(row, {
        privates,
        names,
        parentKey: row.parent === null ? null : (keys.get(`${row.checklist}/${row.parent}`) ?? null),
        settled: settled.get(`${row.checklist}/${row.id}`) ?? { status: row.status, from: 'own' },
      }),
    );
  }

  // In one transaction, which costs more than what is asked in it.
  private async lookUp(
    tenant: string,
    rows: readonly ItemRow[],
  ): Promise<{ privates: Map<number, JsonObject>; names: Map<number, string | null> }> {
    const positions = rows.flatMap((row) => [
      ...(row.decisionPosition === null ? [] : [row.decisionPosition]),
      ...row.evidence.map((entry) => entry.position),
    ]);
    if (positions.length === 0) return { privates: new Map(), names: new Map() };
    const refs = rows.flatMap((row) =>
      row.decidedBy === null || row.decisionPosition === null
        ? []
        : [{ actorId: row.decidedBy.id, position: row.decisionPosition }],
    );
    const [found, names] = await inTenant(this.database.read, tenant, 'read', (sql) =>
      Promise.all([
        sql.unsafe<{ position: number; body: string }[]>(PRIVATE_BODIES, [tenant, plainArray(positions)], {
          prepare: true,
        }),
        this.names.namesAt(tenant, refs, sql),
      ]),
    );
    return {
      privates: new Map(found.map((row) => [row.position, JSON.parse(row.body) as JsonObject])),
      names: new Map(refs.map((ref, index) => [ref.position, names[index] ?? null])),
    };
  }
}

/** The settled state of every row by `checklist/item`. */
export function settledRows(rows: readonly ItemRow[]): Map<string, Settled> {
  const result = new Map<string, Settled>();
  for (const [checklist, own] of Map.groupBy(rows, (row) => row.checklist))
    for (const [id, state] of settleItems(own)) result.set(`${checklist}/${id}`, state);
  return result;
}
