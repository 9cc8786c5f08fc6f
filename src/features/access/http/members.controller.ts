import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { AddMember } from '../commands/add-member.js';
import { AccountWriteAnswer, AddMemberBody } from './access.dto.js';
import { AccountsController } from './accounts.controller.js';

@ApiTags('Members')
@Controller('v1/members')
export class MembersController extends AccountsController {
  protected override readonly kind = 'human';
  protected override readonly path = '/v1/members';

  @Post()
  @Needs('access:write')
  @ApiOperation({ summary: 'Add a member', description: 'A person. Needs a key of its own to act.' })
  async add(
    @Body() body: AddMemberBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const profile = { name: body.name, email: body.email ?? null };
    const command = new AddMember(
      commandMeta(context, key),
      profile,
      body.roles ?? ['contributor', 'approver'],
      context.principal,
    );
    const added = await this.commands.execute(command);
    answer.location(`${this.path}/${added.id}`);
    return await this.accountAnswer(added, context, answer);
  }
}
