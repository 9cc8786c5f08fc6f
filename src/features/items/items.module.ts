import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AttachEvidenceHandler } from './commands/attach-evidence.js';
import { CommentOnItemHandler } from './commands/comment-on-item.js';
import { DecideItemHandler } from './commands/decide-item.js';
import { ItemScope } from './item-scope.js';
import { ItemActionsController } from './http/item-actions.controller.js';
import { ItemsController } from './http/items.controller.js';
import { GetItemAtHandler } from './queries/get-item-at.js';
import { GetItemHandler } from './queries/get-item.js';
import { ItemDetailsReader } from './queries/item-details.js';
import { ListItemsHandler } from './queries/list-items.js';

export { ItemPath } from './http/item-path.dto.js';

@Module({
  imports: [AccessModule, ChecklistsModule, TemplatesModule],
  controllers: [ItemsController, ItemActionsController],
  providers: [
    ItemScope,
    ItemDetailsReader,
    DecideItemHandler,
    CommentOnItemHandler,
    AttachEvidenceHandler,
    GetItemHandler,
    GetItemAtHandler,
    ListItemsHandler,
  ],
})
export class ItemsModule {}
