import { Body, Controller, Delete, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
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
import { PlaceHold, ReleaseHold } from '../commands/holds.js';
import { byId, GetPrivacy } from '../queries/get-privacy.js';
import { HoldAnswer, HoldBody, HoldsAnswer, HoldWriteAnswer, PrivacyReasonBody } from './privacy.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { HOLD_COLUMNS } from './privacy-columns.js';

const holdPages = new WholeList<{ id: string }>('legal-holds', ({ id }) => id);

/** What may not be erased for now. */
@ApiTags('Privacy')
@Controller('v1/legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('privacy:write')
  @ApiOperation({ summary: 'Keep a project, an account or everything from being erased' })
  @AlsoAnswers(404)
  async placeHold(
    @Body() body: HoldBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<HoldWriteAnswer> {
    const { project = null, account = null, reason } = body;
    const command = new PlaceHold(commandMeta(context, key), { project, account }, reason);
    const { id, appended } = await this.commands.execute(command);
    answer.location(`/v1/legal-holds/${id}`);
    return await this.written(appended, context, id);
  }

  @Get()
  @Needs('privacy:read')
  @ApiOperation({ summary: 'Every legal hold, oldest first' })
  @ApiOkResponse({ type: HoldsAnswer })
  async listHolds(
    @Query() query: PageQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<HoldsAnswer | StreamableFile> {
    const { holds } = await this.queries.execute(new GetPrivacy(principal.tenant));
    return await list.of(query, HOLD_COLUMNS, holdPages.pages(holds));
  }

  @Get(':id')
  @Needs('privacy:read')
  @ApiOperation({ summary: 'One legal hold' })
  async getHold(@Param('id') id: string, @Context() { principal }: RequestContext): Promise<HoldAnswer> {
    return byId((await this.queries.execute(new GetPrivacy(principal.tenant))).holds, id, 'legal hold');
  }

  @FirstAnswer()
  @Delete(':id')
  @Needs('privacy:write')
  @ApiOperation({ summary: 'Release a legal hold' })
  async releaseHold(
    @Param('id') id: string,
    @Body() body: PrivacyReasonBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<HoldWriteAnswer> {
    const appended = await this.commands.execute(new ReleaseHold(commandMeta(context, key), id, body.reason));
    return await this.written(appended, context, id);
  }

  private async written(
    appended: Appended,
    { principal }: RequestContext,
    id: string,
  ): Promise<HoldWriteAnswer> {
    const { holds } = await this.queries.execute(new GetPrivacy(principal.tenant));
    return writeAnswer(appended, byId(holds, id, 'legal hold'));
  }
}
