import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { EventRenderer, type EventView } from '../../../http/event-view.js';
import { checklistStream } from '../../checklists/checklist.events.js';
import { checklistFold, resolveChecklist } from '../../checklists/checklists.module.js';
import { itemStream } from '../../items/item.events.js';
import { resolveProject } from '../../projects/projects.module.js';
import { TemplateDefinitions } from '../../templates/templates.module.js';

/** Everything that was recorded of one item, oldest first, behind a position. */
export class GetItemHistory extends Query<EventView[]> {
  constructor(
    readonly tenant: string,
    readonly ref: { readonly project: string; readonly checklist: string; readonly item: string },
    readonly page: { readonly after: number; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(GetItemHistory)
export class GetItemHistoryHandler implements IQueryHandler<GetItemHistory> {
  constructor(
    private readonly store: EventStore,
    private readonly renderer: EventRenderer,
    private readonly definitions: TemplateDefinitions,
  ) {}

  async execute({ tenant, ref, page }: GetItemHistory): Promise<EventView[]> {
    const projectId = await resolveProject(this.store, tenant, ref.project);
    const checklistId = await resolveChecklist(this.store, tenant, projectId, ref.checklist);
    const [history] = await this.store.readStreams(tenant, [checklistStream(checklistId)]);
    const checklist = (history ?? []).reduce(checklistFold.evolve, checklistFold.initial);
    const version = checklist && (await this.definitions.at(tenant, checklist.template_position));
    const found = checklist?.projectId === projectId ? version?.find(ref.item) : null;
    if (!found)
      throw new Refusal('not_found', `the checklist "${ref.checklist}" has no item "${ref.item}"`, '/item');
    const stream = itemStream(checklistId, found.item.id);
    const events = await this.store.query(tenant, {
      aggregateType: stream.type,
      aggregateId: stream.id,
      after: page.after,
      order: 'asc',
      limit: page.limit,
    });
    return await this.renderer.render(tenant, events);
  }
}
