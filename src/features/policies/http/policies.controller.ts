import { Body, Controller, Get, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { SetFourEyes } from '../commands/set-four-eyes.js';
import { GetFourEyes } from '../queries/get-four-eyes.js';
import { FourEyesAnswer, FourEyesBody, FourEyesWriteAnswer } from './policy.dto.js';

@ApiTags('Policies')
@Controller('v1/policies/four-eyes')
export class PoliciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'Whether setting things aside takes a second person' })
  async get(@Context() context: RequestContext, @Answer() answer: AnswerHeaders): Promise<FourEyesAnswer> {
    const value = await this.queries.execute(new GetFourEyes(context.principal.tenant));
    answer.etag(value.sequence);
    return value;
  }

  @FirstAnswer()
  @Put()
  @Needs('policies:write')
  @ApiOperation({ summary: 'Relax the four eyes, or ask for them again' })
  async set(
    @Body() body: FourEyesBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<FourEyesWriteAnswer> {
    const command = new SetFourEyes(commandMeta(context, key), body.four_eyes, body.reason, ifMatch);
    const appended = await this.commands.execute(command);
    const value = await this.queries.execute(new GetFourEyes(context.principal.tenant));
    answer.etag(value.sequence);
    return writeAnswer(appended, value);
  }
}
