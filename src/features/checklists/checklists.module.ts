import { Module } from '@nestjs/common';
import { BoardAt } from './board-at.js';
import { BoardReader } from './board-reader.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AccessModule } from '../access/access.module.js';
import { ApplyChecklistHandler } from './commands/apply-checklist.js';
import { CloseChecklistHandler } from './commands/close-checklist.js';
import { UpgradeChecklistHandler } from './commands/upgrade-checklist.js';
import { ChecklistsController } from './http/checklists.controller.js';
import { ItemsProjector, itemsProjectorProvider } from './items-projector.js';
import { GetChecklistsHandler } from './queries/get-checklists.js';
import { StateKeeper } from './state-keeper.js';

export {
  type Board,
  type BoardChecklist,
  conditionOf,
  type ConditionRow,
  countedLevels,
  gateOf,
  type GateRow,
} from './board.js';
export { BoardAt, type BoardThen } from './board-at.js';
export { BoardReader } from './board-reader.js';
export { checklistFold, type ChecklistState, refuseClosed } from './checklist.js';
export { itemRow, type ItemRow, type SqlRow } from './item-rows.js';
export { ItemsProjector } from './items-projector.js';
export { itemsProjection } from './projections/items.projection.js';
export { resolveChecklist } from './resolve-checklist.js';
export { boardValidUntil, lastLapse, settledChecklist } from './settled-board.js';

/** Checklists, and the rows of their items that item lists and readiness are read from. */
@Module({
  imports: [AccessModule, TemplatesModule],
  controllers: [ChecklistsController],
  providers: [
    ApplyChecklistHandler,
    UpgradeChecklistHandler,
    CloseChecklistHandler,
    GetChecklistsHandler,
    itemsProjectorProvider,
    BoardReader,
    BoardAt,
    StateKeeper,
  ],
  exports: [ItemsProjector, BoardReader, BoardAt],
})
export class ChecklistsModule {}
