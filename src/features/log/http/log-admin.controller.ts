import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { BeginEpoch } from '../commands/begin-epoch.js';
import { GetLogState } from '../queries/log-state.js';
import { BeginEpochBody, LogStateAnswer, LogStateWriteAnswer } from './log-admin.dto.js';

/** How the log is kept, for operators. */
@ApiTags('Operations')
@Controller('v1/admin/log')
export class LogAdminController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Needs('operations:read')
  @ApiOperation({ summary: 'How the sealing of the log stands' })
  async getLogState(@Context() context: RequestContext): Promise<LogStateAnswer> {
    return await this.queries.execute(new GetLogState(context.principal.tenant));
  }

  @FirstAnswer()
  @Post('epochs')
  @Needs('operations:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin a new epoch of the log',
    description:
      'For a log that was halted, when no state that continues the checkpoints held elsewhere can be restored: the old ' +
      'epoch is not sealed any further, and the first event of the new one holds its last checkpoint and the reason.',
  })
  async beginEpoch(
    @Body() body: BeginEpochBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<LogStateWriteAnswer> {
    const command = new BeginEpoch(commandMeta(context, key), body.reason, body.checkpoint ?? null);
    const appended = await this.commands.execute(command);
    const { tenant } = context.principal;
    return writeAnswer(appended, await this.queries.execute(new GetLogState(tenant)));
  }
}
