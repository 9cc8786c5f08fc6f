import { Body, Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ActOnWebhook } from '../commands/act-on-webhook.js';
import { PingWebhook } from '../commands/ping-webhook.js';
import { GetDeliveries, GetDelivery } from '../queries/get-deliveries.js';
import { GetWebhooks } from '../queries/get-webhooks.js';
import { DeliveryPage, DeliveryWithBody, PingAnswer } from './delivery.dto.js';
import { DeliveriesQuery, RedeliverBody, WebhookWriteAnswer } from './webhook.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { DELIVERY_COLUMNS } from './webhook-columns.js';

const cursor = new CursorOf('deliveries', ['number']);

/** What was delivered to a webhook, and once more. */
@ApiTags('Webhooks')
@Controller('v1/webhooks/:id')
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly kept: KeptAnswers,
  ) {}

  @Get('deliveries')
  @Needs('integrations:read')
  @ApiOperation({
    summary: 'Deliveries of a webhook, newest event first',
    description: 'Kept for 30 days, and the newest 10,000 of those that are over.',
  })
  @ApiOkResponse({ type: DeliveryPage })
  async listDeliveries(
    @Param('id') id: string,
    @Query() query: DeliveriesQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<DeliveryPage | StreamableFile> {
    const end = query.before ?? Number.MAX_SAFE_INTEGER;
    return await list.of(query, DELIVERY_COLUMNS, async (behind, limit) => {
      const before = Math.min(cursor.read(behind)?.[0] ?? end, end);
      const page = { before, state: query.state ?? null, limit: limit + 1 };
      const found = await this.queries.execute(new GetDeliveries(principal.tenant, id, page));
      return keysetPage(found, limit, (delivery) => cursor.write([delivery.id]));
    });
  }

  @Get('deliveries/:position')
  @Needs('integrations:read')
  @ApiOperation({ summary: 'One delivery with the body that is sent' })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 0 } })
  async getDelivery(
    @Param('id') id: string,
    @Param('position') position: number,
    @Context() { principal }: RequestContext,
  ): Promise<DeliveryWithBody> {
    return await this.queries.execute(new GetDelivery(principal.tenant, id, position));
  }

  @Post('deliveries/:position/redeliver')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Deliver an event once more, under the same webhook-id' })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 0 } })
  async redeliver(
    @Param('id') id: string,
    @Param('position') position: number,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    await this.queries.execute(new GetDelivery(context.principal.tenant, id, position));
    return await this.again(id, { from: position, to: position }, context, key, answer);
  }

  @Post('redeliver')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Deliver a range of events once more',
    description:
      'Those that match the filter and that it has come to before, in their order, beside what is new.',
  })
  async redeliverRange(
    @Param('id') id: string,
    @Body() body: RedeliverBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    return await this.again(id, body, context, key, answer);
  }

  @Post('ping')
  @Needs('integrations:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a test event, signed, and tell what came back',
    description: 'Its type is `clearance.ping`. Nothing is recorded, and it is not tried again.',
  })
  async ping(
    @Param('id') id: string,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<PingAnswer> {
    return await this.kept.once(principal.tenant, key, () =>
      this.commands.execute(new PingWebhook(principal.tenant, id)),
    );
  }

  private async again(
    id: string,
    { from, to }: RedeliverBody,
    context: RequestContext,
    key: IdempotencyClaim | null,
    answer: AnswerHeaders,
  ): Promise<WebhookWriteAnswer> {
    const command = new ActOnWebhook(commandMeta(context, key), id, { kind: 'redeliver', from, to });
    const appended = await this.commands.execute(command);
    const [view] = await this.queries.execute(new GetWebhooks(context.principal.tenant, id));
    if (!view) throw new Error('a webhook that was found is not there');
    answer.etag(view.sequence);
    return writeAnswer(appended, view);
  }
}
