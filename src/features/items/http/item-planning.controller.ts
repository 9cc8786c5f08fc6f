import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { SecondPerson } from '../commands/second-person.js';
import { ItemAnswerer } from './item-answerer.js';
import { ItemWriteAnswer } from './item-answers.dto.js';
import { AgreeBody, AssignBody, DueBody } from './item.dto.js';
import { assignItemBy, setDueBy } from './item-commands.js';
import { ItemPath, SetAsidePath } from './item-path.dto.js';

@ApiTags('Items')
@Controller('v1/projects/:project/checklists/:checklist/items/:item')
export class ItemPlanningController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: ItemAnswerer,
  ) {}

  @Post('assign')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say who is to see to an item', description: 'Makes no sign-off stale.' })
  async assign(
    @Param() path: ItemPath,
    @Body() body: AssignBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    const command = assignItemBy({ meta: commandMeta(context, key), ref: path, ifMatch }, body);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }

  @Post('due')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set the last day on which an item is in time' })
  async due(
    @Param() path: ItemPath,
    @Body() body: DueBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    const command = setDueBy({ meta: commandMeta(context, key), ref: path, ifMatch }, body);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }

  @Post('set-asides/:id/approve')
  @Needs('approvals:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Agree, as a second person, that an item is set aside',
    description:
      'Marked as not applicable, weakened or removed by an upgrade. Refused to whoever asked for it and to who changed the wording.',
  })
  async approve(
    @Param() path: SetAsidePath,
    @Body() body: AgreeBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new SecondPerson(meta, path, 'approve_set_aside', path.id, body.reason ?? null, ifMatch);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }
}
