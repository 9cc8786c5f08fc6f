import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { DismissFailedEvent } from '../commands/dismiss-failed-event.js';
import { FailedEvents } from '../queries/failed-events.js';
import {
  DismissAnswer,
  DismissBody,
  FailedEventPage,
  FailedEventsQuery,
  RetryAnswer,
} from './failed-events.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { FAILED_EVENT_COLUMNS } from './failed-event-columns.js';

const cursor = new CursorOf('failed-events', ['text', 'number']);

@ApiTags('Operations')
@Controller('v1/admin/failed-events')
export class FailedEventsController {
  constructor(
    private readonly failedEvents: FailedEvents,
    private readonly commands: CommandBus,
    private readonly kept: KeptAnswers,
  ) {}

  @Get()
  @Needs('operations:read')
  @ApiOperation({
    summary: 'Events that projections could not take',
    description:
      'The project of each is set aside in that projection, and tried again by itself; the rest goes on.',
  })
  @ApiOkResponse({ type: FailedEventPage })
  async listFailedEvents(
    @Query() query: FailedEventsQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<FailedEventPage | StreamableFile> {
    const states = query.state ?? ['retrying', 'given_up'];
    return await list.of(query, FAILED_EVENT_COLUMNS, async (behind, limit) => {
      const place = cursor.read(behind);
      const found = await this.failedEvents.list(principal.tenant, states, place, limit + 1);
      return keysetPage(found, limit, (row) => cursor.write([row.projection, row.position]));
    });
  }

  @Post(':id/retry')
  @Needs('operations:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try a failed event again at once, with all that its project has behind it' })
  async retry(
    @Param('id') id: string,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<RetryAnswer> {
    return await this.kept.once(principal.tenant, key, async () => {
      const failed = await this.failedEvents.retry(principal.tenant, id);
      return { healed: failed === null, failed_event: failed };
    });
  }

  @FirstAnswer()
  @Delete(':id')
  @Needs('operations:write')
  @ApiOperation({
    summary: 'Leave a failed event out of its projection for good',
    description:
      'Recorded with its reason as an event itself; the project goes on behind it, by rebuilds too.',
  })
  async dismiss(
    @Param('id') id: string,
    @Body() body: DismissBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<DismissAnswer> {
    const appended = await this.commands.execute(
      new DismissFailedEvent(commandMeta(context, key), id, body.reason),
    );
    return writeAnswer(appended, await this.failedEvents.get(context.principal.tenant, id));
  }
}
