import { Module } from '@nestjs/common';
import { ApplyChecklistHandler } from './commands/apply-checklist.js';
import { ChecklistsController } from './http/checklists.controller.js';
import { ItemsProjector, itemsProjectorProvider } from './items-projector.js';
import { GetChecklistsHandler } from './queries/get-checklists.js';

export { checklistFold } from './checklist.js';
export { itemRow, type ItemRow, readItemRows, readItemTree } from './item-rows.js';
export { ItemsProjector } from './items-projector.js';
export { type EvidenceRow, itemsProjection } from './projections/items.projection.js';
export { resolveChecklist } from './resolve-checklist.js';

/** Checklists, and the rows of their items that item lists and readiness are read from. */
@Module({
  controllers: [ChecklistsController],
  providers: [ApplyChecklistHandler, GetChecklistsHandler, itemsProjectorProvider],
  exports: [ItemsProjector],
})
export class ChecklistsModule {}
