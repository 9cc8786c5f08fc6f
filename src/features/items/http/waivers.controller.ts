import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { ReadQuery } from '../../../http/consistency.dto.js';
import { writeAnswer } from '../../../http/write-answer.js';
import type { ItemAnswer } from '../commands/run-on-item.js';
import { SecondPerson } from '../commands/second-person.js';
import { GetWaiver } from '../queries/get-waiver.js';
import { ItemAnswerer } from './item-answerer.js';
import { ItemWaiverAnswer, WaiverWriteAnswer } from './item-answers.dto.js';
import { AgreeBody, WaiverBody, WhyBody } from './item.dto.js';
import { requestWaiverBy } from './item-commands.js';
import { ItemPath, WaiverPath } from './item-path.dto.js';

@ApiTags('Waivers')
@Controller('v1/projects/:project/checklists/:checklist/items/:item/waivers')
export class WaiversController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly answers: ItemAnswerer,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('items:write')
  @ApiOperation({
    summary: 'Ask for an exception',
    description: 'It covers the item once another person has approved it, until it runs out.',
  })
  async request(
    @Param() path: ItemPath,
    @Body() body: WaiverBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WaiverWriteAnswer> {
    const command = requestWaiverBy({ meta: commandMeta(context, key), ref: path, ifMatch }, body);
    const done = await this.answer(await this.commands.execute(command), path, context, answer);
    const { project, checklist, item } = path;
    answer.location(
      `/v1/projects/${project}/checklists/${checklist}/items/${item}/waivers/${done.resource.id}`,
    );
    return done;
  }

  @Get(':waiver')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One waiver' })
  async get(
    @Param() path: WaiverPath,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemWaiverAnswer> {
    const { value, position, setAside } = await this.queries.execute(
      new GetWaiver(context.principal.tenant, path, path.waiver, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  @FirstAnswer()
  @Post(':waiver/approve')
  @Needs('approvals:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve a waiver, as a second person',
    description:
      'Refused to whoever asked for it, to who changed the wording of the item, and to service accounts.',
  })
  async approve(
    @Param() path: WaiverPath,
    @Body() body: AgreeBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WaiverWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new SecondPerson(meta, path, 'approve_waiver', path.waiver, body.reason ?? null, ifMatch);
    return await this.answer(await this.commands.execute(command), path, context, answer);
  }

  @FirstAnswer()
  @Post(':waiver/revoke')
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a waiver before it runs out' })
  async revoke(
    @Param() path: WaiverPath,
    @Body() body: WhyBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WaiverWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new SecondPerson(meta, path, 'revoke_waiver', path.waiver, body.reason, ifMatch);
    return await this.answer(await this.commands.execute(command), path, context, answer);
  }

  private async answer(
    done: ItemAnswer,
    path: ItemPath,
    context: RequestContext,
    answer: AnswerHeaders,
  ): Promise<WaiverWriteAnswer> {
    const id = done.appended.events.at(-1)?.payload['waiver_id'];
    if (typeof id !== 'string') throw new Error('a write on a waiver names none');
    await this.answers.item(done, context, answer);
    const { value } = await this.queries.execute(
      new GetWaiver(context.principal.tenant, path, id, 'eventual'),
    );
    const sequence = done.appended.events.at(-1)?.sequence ?? value.sequence;
    return writeAnswer(done.appended, { ...value, sequence });
  }
}
