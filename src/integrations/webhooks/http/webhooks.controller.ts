import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { KnownEventNames } from '../../../features/audit/audit.module.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { PageQuery } from '../../../http/paging.js';
import type { Principal } from '../../../http/principal.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { type WriteAnswer, writeAnswer } from '../../../http/write-answer.js';
import { ActOnWebhook, type WebhookAction } from '../commands/act-on-webhook.js';
import { ChangeWebhook } from '../commands/change-webhook.js';
import { CreateWebhook } from '../commands/create-webhook.js';
import { RotateSecret } from '../commands/rotate-secret.js';
import { GetWebhooks, type WebhookView } from '../queries/get-webhooks.js';
import {
  ChangeWebhookBody,
  CreateWebhookBody,
  PauseBody,
  RotateSecretBody,
  WebhookAnswer,
  WebhookDeletedAnswer,
  WebhooksAnswer,
  WebhookSecretAnswer,
  WebhookWriteAnswer,
} from './webhook.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { WEBHOOK_COLUMNS } from './webhook-columns.js';

const webhooks = new WholeList<{ id: string }>('webhooks', ({ id }) => id);
const DAY_HOURS = 24;

/** Where events are posted to. */
@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly names: KnownEventNames,
  ) {}

  @Post()
  @Needs('integrations:write')
  @ApiOperation({
    summary: 'Set up a webhook',
    description: 'Events are posted to it as CloudEvents, signed by Standard Webhooks, at least once each.',
  })
  @AlsoAnswers(404)
  async create(
    @Body() body: CreateWebhookBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookSecretAnswer> {
    const { name, url, projects = [], types = [], levels = [], secret = null, from = null } = body;
    await this.names.refuseUnknownPatterns(context.principal.tenant, 'types', types);
    const wanted = { name, url, projects, types, levels };
    const made = await this.commands.execute(
      new CreateWebhook(commandMeta(context, key), wanted, secret, from),
    );
    answer.location(`/v1/webhooks/${made.id}`);
    return { ...(await this.written(made.appended, context, made.id, answer)), secret: made.secret };
  }

  @Get()
  @Needs('integrations:read')
  @ApiOperation({ summary: 'Every webhook, oldest first' })
  @ApiOkResponse({ type: WebhooksAnswer })
  async list(
    @Query() query: PageQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<WebhooksAnswer | StreamableFile> {
    const views = await this.queries.execute(new GetWebhooks(principal.tenant));
    return await list.of(query, WEBHOOK_COLUMNS, webhooks.pages(shownTo(principal, views)));
  }

  @Get(':id')
  @Needs('integrations:read')
  @ApiOperation({ summary: 'One webhook, and how far its deliveries are' })
  async get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookAnswer> {
    return await this.view(context, id, answer);
  }

  @FirstAnswer()
  @Patch(':id')
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Change what is given of a webhook' })
  async change(
    @Param('id') id: string,
    @Body() body: ChangeWebhookBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    await this.names.refuseUnknownPatterns(context.principal.tenant, 'types', body.types ?? []);
    const command = new ChangeWebhook(commandMeta(context, key), id, body, ifMatch);
    return await this.written(await this.commands.execute(command), context, id, answer);
  }

  @FirstAnswer()
  @Delete(':id')
  @Needs('integrations:write')
  @ApiOperation({ summary: 'Delete a webhook with its secrets and its log of deliveries' })
  async remove(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
  ): Promise<WebhookDeletedAnswer> {
    const command = new ActOnWebhook(commandMeta(context, key), id, { kind: 'delete' }, ifMatch);
    return writeAnswer(await this.commands.execute(command), null);
  }

  @FirstAnswer()
  @Post(':id/pause')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause a webhook: what comes meanwhile waits in the log' })
  async pause(
    @Param('id') id: string,
    @Body() body: PauseBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    return await this.act(id, { kind: 'pause', reason: body.reason }, { context, key, ifMatch, answer });
  }

  @FirstAnswer()
  @Post(':id/resume')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume a webhook where it stopped, after a pause or when Clearance disabled it' })
  async resume(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    return await this.act(id, { kind: 'resume' }, { context, key, ifMatch, answer });
  }

  @Post(':id/secrets')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a webhook a new secret',
    description:
      'Deliveries are signed with the old one beside it for `overlap_hours`, so that the receiver can change over.',
  })
  async rotate(
    @Param('id') id: string,
    @Body() body: RotateSecretBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookSecretAnswer> {
    const { secret = null, overlap_hours: hours = DAY_HOURS } = body;
    const rotated = await this.commands.execute(
      new RotateSecret(commandMeta(context, key), id, secret, hours),
    );
    return { ...(await this.written(rotated.appended, context, id, answer)), secret: rotated.secret };
  }

  private async act(
    id: string,
    action: WebhookAction,
    asked: {
      readonly context: RequestContext;
      readonly key: IdempotencyClaim | null;
      readonly ifMatch: number | null;
      readonly answer: AnswerHeaders;
    },
  ): Promise<WebhookWriteAnswer> {
    const { context, key, ifMatch, answer } = asked;
    const command = new ActOnWebhook(commandMeta(context, key), id, action, ifMatch);
    return await this.written(await this.commands.execute(command), context, id, answer);
  }

  private async written(
    appended: Appended,
    context: RequestContext,
    id: string,
    answer: AnswerHeaders,
  ): Promise<WriteAnswer<WebhookView>> {
    return writeAnswer(appended, await this.view(context, id, answer));
  }

  private async view({ principal }: RequestContext, id: string, answer: AnswerHeaders): Promise<WebhookView> {
    const [view] = shownTo(principal, await this.queries.execute(new GetWebhooks(principal.tenant, id)));
    if (!view) throw new Error('a webhook that was found is not there');
    answer.etag(view.sequence);
    return view;
  }
}

/** A URL may hold a token: it is for those who can change it. */
function shownTo({ scopes }: Principal, webhooks: WebhookView[]): WebhookView[] {
  return scopes.has('integrations:write') ? webhooks : webhooks.map((webhook) => ({ ...webhook, url: null }));
}
