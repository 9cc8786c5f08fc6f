import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  ProjectionReader,
  type ReadConsistency,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { ItemsProjector, readItemTree, resolveChecklist } from '../../checklists/checklists.module.js';
import { resolveProject } from '../../projects/projects.module.js';
import type { ItemIds, ItemRef } from '../item-scope.js';
import { ItemDetailsReader } from './item-details.js';
import type { ItemView } from './item-view.js';

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

@QueryHandler(GetItem)
export class GetItemHandler implements IQueryHandler<GetItem> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
    private readonly details: ItemDetailsReader,
  ) {}

  async execute({ tenant, ref, consistency }: GetItem): Promise<Reflected<ItemView>> {
    const { projectId, checklistId, item } =
      'projectId' in ref ? ofIds(ref) : await this.resolve(tenant, ref);
    const { value: rows, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => readItemTree(sql, tenant, { project: projectId, checklist: checklistId }, item),
      projectId,
    );
    const wanted = item.normalize('NFC').toLowerCase();
    const row = rows.find((entry) => entry.id === item || entry.key.toLowerCase() === wanted);
    if (!row) {
      const absent = new Refusal(
        'not_found',
        `the checklist "${'checklist' in ref ? ref.checklist : checklistId}" has no item "${item}"`,
        '/item',
      );
      throw whyAbsent(this.projector, reflected.setAside, absent);
    }
    const [view] = await this.details.views(tenant, rows, [row]);
    if (!view) throw new Error('a row gave no view');
    return { ...reflected, value: view };
  }
  private async resolve(tenant: string, ref: ItemRef): Promise<InChecklist> {
    const projectId = await resolveProject(this.store, tenant, ref.project);
    const checklistId = await resolveChecklist(this.store, tenant, projectId, ref.checklist);
    return { projectId, checklistId, item: ref.item };
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
