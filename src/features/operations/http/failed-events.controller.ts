import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { CursorOf, DEFAULT_LIMIT } from '../../../http/paging.js';
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
  async listFailedEvents(
    @Query() query: FailedEventsQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<FailedEventPage> {
    const rows = await this.failedEvents.list(
      context.principal.tenant,
      query.state ?? ['retrying', 'given_up'],
      cursor.read(query.cursor),
      (query.limit ?? DEFAULT_LIMIT) + 1,
    );
    return answer.page(rows, query, (row) => cursor.write([row.projection, row.position]));
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
