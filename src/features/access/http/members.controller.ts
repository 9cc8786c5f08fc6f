import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { AddMember } from '../commands/add-member.js';
import { LinkIdentity } from '../commands/link-identity.js';
import { AccountWriteAnswer, AddMemberBody, IdentityBody } from './access.dto.js';
import { AccountsController } from './accounts.controller.js';

@ApiTags('Members')
@Controller('v1/members')
export class MembersController extends AccountsController {
  protected override readonly kind = 'human' as const;
  protected override readonly path = '/v1/members';

  @FirstAnswer()
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

  @FirstAnswer()
  @Put(':id/identity')
  @Needs('access:write')
  @ApiOperation({
    summary: 'Link a member to the identity that a provider of access tokens knows',
    description:
      'Tokens of this issuer and subject speak for the member from then on, so that key and token are one person for four eyes. Once, and before the identity is first seen: then it has an account of its own.',
  })
  async linkIdentity(
    @Param('id') id: string,
    @Body() { issuer, subject }: IdentityBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<AccountWriteAnswer> {
    const target = { kind: this.kind, id, ifMatch } as const;
    const identity = { issuer, subject };
    const done = await this.commands.execute(
      new LinkIdentity(commandMeta(context, key), target, identity, context.principal),
    );
    return await this.accountAnswer({ ...done, id }, context, answer);
  }
}
