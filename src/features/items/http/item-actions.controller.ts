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
import type { DecisionType } from '../item.events.js';
import { ItemWriteAnswer } from './item-answers.dto.js';
import { ItemAnswerer } from './item-answerer.js';
import { CommentBody, DecisionBody, EvidenceBody } from './item.dto.js';
import { attachEvidenceBy, commentBy, decideItemBy } from './item-commands.js';
import { ItemPath } from './item-path.dto.js';

@ApiTags('Items')
@Controller('v1/projects/:project/checklists/:checklist/items/:item')
export class ItemActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: ItemAnswerer,
  ) {}

  @Post('check')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Attest that an item is done',
    description: 'Checking a checked item attests it anew.',
  })
  async check(
    @Param() path: ItemPath,
    @Body() body: DecisionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    return await this.decide('item.checked', path, body, { context, key, ifMatch, answer });
  }

  @Post('uncheck')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open an item again',
    description: 'Whatever was decided before; needs a reason.',
  })
  async uncheck(
    @Param() path: ItemPath,
    @Body() body: DecisionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    return await this.decide('item.unchecked', path, body, { context, key, ifMatch, answer });
  }

  @Post('fail')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record that a check ran and said no', description: 'Needs a reason.' })
  async fail(
    @Param() path: ItemPath,
    @Body() body: DecisionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    return await this.decide('item.failed', path, body, { context, key, ifMatch, answer });
  }

  @Post('not-applicable')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exclude an item',
    description:
      'It counts neither as done nor as open. Needs a reason; where the item is required, it counts as open until a second person approves.',
  })
  async exclude(
    @Param() path: ItemPath,
    @Body() body: DecisionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    return await this.decide('item.marked_not_applicable', path, body, { context, key, ifMatch, answer });
  }

  @Post('comment')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say something about an item' })
  async comment(
    @Param() path: ItemPath,
    @Body() body: CommentBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    const command = commentBy({ meta: commandMeta(context, key), ref: path, ifMatch }, body);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }

  @Post('evidence')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Attach evidence without deciding' })
  async evidence(
    @Param() path: ItemPath,
    @Body() body: EvidenceBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWriteAnswer> {
    const command = attachEvidenceBy({ meta: commandMeta(context, key), ref: path, ifMatch }, body);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }

  private async decide(
    type: DecisionType,
    path: ItemPath,
    body: DecisionBody,
    request: ActionRequest,
  ): Promise<ItemWriteAnswer> {
    const { context, key, ifMatch, answer } = request;
    const command = decideItemBy(type, { meta: commandMeta(context, key), ref: path, ifMatch }, body);
    return await this.answers.answer(await this.commands.execute(command), context, answer);
  }
}

interface ActionRequest {
  readonly context: RequestContext;
  readonly key: IdempotencyClaim | null;
  readonly ifMatch: number | null;
  readonly answer: AnswerHeaders;
}
