import { Body, Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { PageQuery } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ApproveErasure, RejectErasure, RequestErasure } from '../commands/erasures.js';
import { byId, GetPrivacy } from '../queries/get-privacy.js';
import {
  ErasureAnswer,
  ErasureBody,
  ErasuresAnswer,
  ErasureWriteAnswer,
  PrivacyReasonBody,
} from './privacy.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { ERASURE_COLUMNS } from './privacy-columns.js';

const erasurePages = new WholeList<{ id: string }>('erasures', ({ id }) => id);

/** Erasing private parts: one person asks, another approves. */
@ApiTags('Privacy')
@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('privacy:write')
  @ApiOperation({
    summary: 'Ask for an erasure',
    description: 'Nothing goes before another person approves it.',
  })
  @AlsoAnswers(404)
  async request(
    @Body() body: ErasureBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ErasureWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new RequestErasure(meta, body.positions ?? [], body.account ?? null, body.reason);
    const { id, appended } = await this.commands.execute(command);
    answer.location(`/v1/erasures/${id}`);
    return await this.written(appended, context, id);
  }

  @Get()
  @Needs('privacy:read')
  @ApiOperation({ summary: 'Every erasure, oldest first' })
  @ApiOkResponse({ type: ErasuresAnswer })
  async list(
    @Query() query: PageQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<ErasuresAnswer | StreamableFile> {
    const { erasures } = await this.queries.execute(new GetPrivacy(principal.tenant));
    return await list.of(query, ERASURE_COLUMNS, erasurePages.pages(erasures));
  }

  @Get(':id')
  @Needs('privacy:read')
  @ApiOperation({ summary: 'One erasure' })
  async get(@Param('id') id: string, @Context() { principal }: RequestContext): Promise<ErasureAnswer> {
    return byId((await this.queries.execute(new GetPrivacy(principal.tenant))).erasures, id, 'erasure');
  }

  @FirstAnswer()
  @Post(':id/approve')
  @Needs('privacy:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve an erasure, as another person than the one who asked',
    description:
      'The private parts and their salts go at once; every proof still holds. A legal hold blocks it.',
  })
  async approve(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<ErasureWriteAnswer> {
    const appended = await this.commands.execute(new ApproveErasure(commandMeta(context, key), id));
    return await this.written(appended, context, id);
  }

  @FirstAnswer()
  @Post(':id/reject')
  @Needs('privacy:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject an erasure: what was asked for stays' })
  async reject(
    @Param('id') id: string,
    @Body() body: PrivacyReasonBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<ErasureWriteAnswer> {
    const appended = await this.commands.execute(
      new RejectErasure(commandMeta(context, key), id, body.reason),
    );
    return await this.written(appended, context, id);
  }

  private async written(
    appended: Appended,
    { principal }: RequestContext,
    id: string,
  ): Promise<ErasureWriteAnswer> {
    const { erasures } = await this.queries.execute(new GetPrivacy(principal.tenant));
    return writeAnswer(appended, byId(erasures, id, 'erasure'));
  }
}
