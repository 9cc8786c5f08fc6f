import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { notBefore } from '../../../eventstore/now.js';
import {
  ProjectionReader,
  type ReadConsistency,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import {
  BoardReader,
  type ConditionRow,
  conditionOf,
  countedLevels,
  gateOf,
  type ItemRow,
  itemRow,
  ItemsProjector,
  resolveChecklist,
  settledChecklist,
  type SqlRow,
} from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import type { ItemIds, ItemRef } from '../item-scope.js';
import { settleItems } from '../settlement.rules.js';
import type { Circumstances } from '../standing.rules.js';
import { ItemDetailsReader, type Shown, shownRows } from './item-details.js';
import { itemView, type ItemView } from './item-view.js';
import type { Lookups } from './waiver-view.js';

const ITEM_TREE = sqlFile(import.meta.url, './sql/item-tree.sql');
const CONDITIONS = sqlFile(import.meta.url, './sql/conditions.sql');
const GATES = sqlFile(import.meta.url, './sql/gates.sql');

/** One item, by keys or ids as somebody wrote them, or by ids that are known to be right. Refuses what is not there (not_found). */
export class GetItem extends Query<Reflected<ItemView>> {
  constructor(
    readonly tenant: string,
    readonly ref: ItemRef | ItemIds,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

interface Tree {
  readonly rows: readonly ItemRow[];
  readonly conditions: ReadonlyMap<string, ConditionRow>;
  readonly counted: Circumstances['counted'];
  /** The item's own row, null where there is none. */
  readonly row: ItemRow | null;
  readonly lookups: Lookups;
}

@QueryHandler(GetItem)
export class GetItemHandler implements IQueryHandler<GetItem> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly details: ItemDetailsReader,
    private readonly boards: BoardReader,
  ) {}

  async execute({ tenant, ref, consistency }: GetItem): Promise<Reflected<ItemView>> {
    const { projectId, checklistId, item } =
      'projectId' in ref ? ofIds(ref) : await this.resolve(tenant, ref);
    const wanted = item.normalize('NFC').toLowerCase();
    const { value: tree, ...reflected } = await this.reader.readFew(
      this.projector,
      tenant,
      consistency,
      async (sql): Promise<Tree> => {
        const parameters = [tenant, projectId, checklistId, item, wanted];
        const [found, answers, gates] = await Promise.all([
          sql.unsafe<SqlRow[]>(ITEM_TREE, parameters, { prepare: true }),
          sql.unsafe<SqlRow[]>(CONDITIONS, [tenant, projectId], { prepare: true }),
          sql.unsafe<SqlRow[]>(GATES, [tenant, projectId], { prepare: true }),
        ]);
        const rows = found.map(itemRow);
        const row = rows.find((entry) => entry.id === item || entry.key.toLowerCase() === wanted) ?? null;
        return {
          rows,
          conditions: new Map(answers.map((answer) => [String(answer['condition']), conditionOf(answer)])),
          counted: countedLevels(gates.map(gateOf)),
          row,
          lookups: await this.details.lookups(tenant, row ? [row] : [], sql),
        };
      },
      projectId,
    );
    const { row } = tree;
    if (row === null) {
      const absent = new Refusal(
        'not_found',
        `the checklist "${'checklist' in ref ? ref.checklist : checklistId}" has no item "${item}"`,
        '/item',
      );
      throw whyAbsent(this.projector, reflected.setAside, absent);
    }
    const now = notBefore(reflected.asOf);
    const shown = tree.rows.some(({ summary }) => summary !== null)
      ? await this.inChecklist(tenant, projectId, row, now)
      : inTree(tree, row, now);
    return { ...reflected, value: itemView(row, { ...tree.lookups, ...shown, now }) };
  }

  private async resolve(tenant: string, ref: ItemRef): Promise<InChecklist> {
    const projectId = await resolveProject(this.store, tenant, ref.project);
    const checklistId = await resolveChecklist(this.store, tenant, projectId, ref.checklist);
    return { projectId, checklistId, item: ref.item };
  }

  // A summary follows from more than its own tree.
  private async inChecklist(tenant: string, projectId: string, row: ItemRow, now: string): Promise<Shown> {
    const { value: board } = await this.boards.read(tenant, projectId, 'eventual');
    const checklist = board.checklists.find(({ id }) => id === row.checklist);
    if (!checklist) throw new Error(`checklist ${row.checklist} has items and no row`);
    const { states } = settledChecklist(checklist, board, now, null);
    const found = shownRows(checklist.rows, states).find((entry) => entry.row.id === row.id);
    if (!found) throw new Error(`item ${row.id} is not in its checklist`);
    return { ...found, row };
  }
}

interface InChecklist {
  readonly projectId: string;
  readonly checklistId: string;
  /** Key or id. */
  readonly item: string;
}

function ofIds({ projectId, checklistId, itemId }: ItemIds): InChecklist {
  return { projectId, checklistId, item: itemId };
}

/** An item's state in the tree it stands in, which is all that it depends on. */
function inTree({ rows, conditions, counted }: Tree, row: ItemRow, now: string): Shown {
  const { states } = settleItems(rows, { now, conditions, gate: null, counted });
  const found = shownRows(rows, states).find((entry) => entry.row.id === row.id);
  if (!found) throw new Error(`item ${row.id} is not in its tree`);
  return found;
}
