import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AnnounceLapseHandler } from './commands/announce-lapse.js';
import { AssignItemHandler } from './commands/assign-item.js';
import { AttachEvidenceHandler } from './commands/attach-evidence.js';
import { ChangeTicketsHandler } from './commands/change-tickets.js';
import { CommentOnItemHandler } from './commands/comment-on-item.js';
import { DecideItemHandler } from './commands/decide-item.js';
import { ObserveTicketHandler } from './commands/observe-ticket.js';
import { RunAtomicBatchHandler } from './commands/run-atomic-batch.js';
import { RunBatchHandler } from './commands/run-batch.js';
import { RequestWaiverHandler } from './commands/request-waiver.js';
import { SecondPersonHandler } from './commands/second-person.js';
import { SetDueHandler } from './commands/set-due.js';
import { BatchController } from './http/batch.controller.js';
import { FindItemsController } from './http/find-items.controller.js';
import { ItemAnswerer } from './http/item-answerer.js';
import { ItemPlanningController } from './http/item-planning.controller.js';
import { WaiverListController } from './http/waiver-list.controller.js';
import { WaiversController } from './http/waivers.controller.js';
import { LapseWatch } from './lapse-watch.js';
import { DueDeadlinesHandler } from './queries/due-deadlines.js';
import { GetWaiverHandler } from './queries/get-waiver.js';
import { ListWaiversHandler } from './queries/list-waivers.js';
import { ItemScope } from './item-scope.js';
import { ItemActionsController } from './http/item-actions.controller.js';
import { ItemsController } from './http/items.controller.js';
import { FindTicketsHandler } from './queries/find-tickets.js';
import { OpenTicketsHandler } from './queries/open-tickets.js';
import { GetItemAtHandler } from './queries/get-item-at.js';
import { GetItemHandler } from './queries/get-item.js';
import { ItemDetailsReader } from './queries/item-details.js';
import { FindItemsHandler } from './queries/find-items.js';
import { ListItemsHandler } from './queries/list-items.js';

export { ItemPath } from './http/item-path.dto.js';
export { FindTickets, type TicketPlace } from './queries/find-tickets.js';
export { OpenTickets } from './queries/open-tickets.js';
export { GetItem } from './queries/get-item.js';
export type { ItemView } from './queries/item-view.js';

@Module({
  imports: [AccessModule, ChecklistsModule, TemplatesModule],
  controllers: [
    ItemsController,
    ItemActionsController,
    ItemPlanningController,
    WaiversController,
    WaiverListController,
    BatchController,
    FindItemsController,
  ],
  providers: [
    ItemScope,
    ItemDetailsReader,
    ItemAnswerer,
    AnnounceLapseHandler,
    DueDeadlinesHandler,
    LapseWatch,
    DecideItemHandler,
    AssignItemHandler,
    SetDueHandler,
    RequestWaiverHandler,
    SecondPersonHandler,
    GetWaiverHandler,
    ListWaiversHandler,
    CommentOnItemHandler,
    AttachEvidenceHandler,
    ChangeTicketsHandler,
    ObserveTicketHandler,
    FindTicketsHandler,
    OpenTicketsHandler,
    GetItemHandler,
    GetItemAtHandler,
    ListItemsHandler,
    FindItemsHandler,
    RunBatchHandler,
    RunAtomicBatchHandler,
  ],
})
export class ItemsModule {}
