import { Module } from '@nestjs/common';
import { ChecklistsModule } from '../checklists/checklists.module.js';
import { AccessModule } from '../access/access.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AskedConditions } from './asked-conditions.js';
import { AnswerConditionHandler } from './commands/answer-condition.js';
import { ConditionsController } from './http/conditions.controller.js';
import { ListConditionsHandler } from './queries/list-conditions.js';

/** Questions that a project answers once, and that include or exclude items. */
@Module({
  imports: [AccessModule, ChecklistsModule, TemplatesModule],
  controllers: [ConditionsController],
  providers: [AskedConditions, AnswerConditionHandler, ListConditionsHandler],
})
export class ConditionsModule {}
