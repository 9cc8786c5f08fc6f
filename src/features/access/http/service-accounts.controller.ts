import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { AddServiceAccount } from '../commands/add-service-account.js';
import { AccountWriteAnswer, AddServiceAccountBody } from './access.dto.js';
import { AccountsController } from './accounts.controller.js';

@ApiTags('Service accounts')
@Controller('v1/service-accounts')
export class ServiceAccountsController extends AccountsController {
  protected override readonly kind = 'service';
  protected override readonly path = '/v1/service-accounts';

  @FirstAnswer()
  @Post()
  @Needs('access:write')
  @ApiOperation({
    summary: 'Add a service account',
    description: 'For a script; the member it names answers for what it does.',
  })
  async add(
    @Body() body: AddServiceAccountBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const command = new AddServiceAccount(
      commandMeta(context, key),
      body.name,
      body.responsible ?? null,
      body.roles ?? ['script'],
      context.principal,
    );
    const added = await this.commands.execute(command);
    answer.location(`${this.path}/${added.id}`);
    return await this.accountAnswer(added, context, answer);
  }
}
