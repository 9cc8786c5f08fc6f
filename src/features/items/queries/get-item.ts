import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { isNow, type Moment, NOW } from '../../../eventstore/moment.js';
import { notBefore } from '../../../eventstore/now.js';
import {
  ProjectionReader,
  type ReadConsistency,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import {
  BoardAt,
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
    readonly moment: Moment = NOW,
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
    private readonly boardAt: BoardAt,
  ) {}

  async execute({ tenant, ref, consistency, moment }: GetItem): Promise<Reflected<ItemView>> {
    const place = 'projectId' in ref ? ofIds(ref) : await this.resolve(tenant, ref);
    if (!isNow(moment)) return await this.atMoment(tenant, ref, place, moment, consistency);
    const { projectId, checklistId, item } = place;
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
      throw whyAbsent(this.projector, reflected.setAside, absentItem(ref, place));
    }
    const now = notBefore(reflected.asOf);
    const shown = tree.rows.some(({ summary }) => summary !== null)
      ? await this.inChecklist(tenant, projectId, row, now)
      : inTree(tree, row, now);
    return { ...reflected, value: itemView(row, { ...tree.lookups, ...shown, now }) };
  }

  /** As of another moment than now: from the whole project's board, which is folded from its log. */
  private async atMoment(
    tenant: string,
    ref: ItemRef | ItemIds,
    { projectId, checklistId, item }: InChecklist,
    moment: Moment,
    consistency: ReadConsistency,
  ): Promise<Reflected<ItemView>> {
    const { board, now, ...reflected } = await this.boardAt.at(tenant, projectId, moment, consistency);
    const checklist = board.checklists.find(({ id }) => id === checklistId);
    const { states } = checklist ? settledChecklist(checklist, board, now, null) : { states: [] };
    const wanted = item.normalize('NFC').toLowerCase();
    const shown = shownRows(checklist?.rows ?? [], states).filter(
      ({ row }) => row.id === item || row.key.toLowerCase() === wanted,
    );
    const [value] = await this.details.views(tenant, shown, now);
    if (!value) throw absentItem(ref, { projectId, checklistId, item });
    return { ...reflected, value };
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

function absentItem(ref: ItemRef | ItemIds, { checklistId, item }: InChecklist): Refusal {
  const checklist = 'checklist' in ref ? ref.checklist : checklistId;
  return new Refusal('not_found', `the checklist "${checklist}" has no item "${item}"`, '/item');
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
