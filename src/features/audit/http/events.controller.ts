import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { StreamableFile } from '@nestjs/common';
import { Needs } from '../../../http/access.decorators.js';
import type { EventQuery } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import type { EventView } from '../../../eventstore/event-view.js';
import { type CloudEvent, CLOUD_EVENT_TYPE } from '../../../eventstore/cloud-event.js';
import { csvStream, Format, ndjsonStream } from '../../../http/format.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { CursorOf, DEFAULT_LIMIT } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { ItemPath } from '../../items/items.module.js';
import { AGGREGATE_TYPES, EVENT_TYPES } from '../queries/event-types.js';
import { AsCloudEvents } from '../queries/cloud-events.js';
import { GetItemHistory } from '../queries/item-history.js';
import { GetEvent, QueryEvents } from '../queries/query-events.js';
import { eventFilter, given, KnownEventNames } from './known-event-names.js';
import { EVENT_COLUMNS } from './event-columns.js';
import { EventAnswer, EventPage, EventsQuery, HistoryQuery, NamesAnswer } from './event.dto.js';

const cursor = new CursorOf('events', ['number']);
const STREAM_PAGE = 500;

@ApiTags('Audit')
@Controller('v1')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly names: KnownEventNames,
  ) {}

  @Get('events')
  @Needs('log:read')
  @ApiOperation({
    summary: 'The log, filtered',
    description:
      'Newest first unless order=asc. CSV and NDJSON without `limit` stream everything that matches; as CloudEvents a ' +
      'page is a list of them, and its Link leads on.',
  })
  @ApiOkResponse({ type: EventPage })
  @AlsoAnswers(404)
  async list(
    @Query() query: EventsQuery,
    @Context() context: RequestContext,
    @Format('json', 'ndjson', 'csv', 'cloudevents') format: 'json' | 'ndjson' | 'csv' | 'cloudevents',
    @Answer() answer: AnswerHeaders,
  ): Promise<EventPage | StreamableFile | CloudEvent[]> {
    const { tenant } = context.principal;
    const wanted = eventQuery(query);
    await this.names.refuseUnknown(tenant, query);
    if (format === 'csv' || format === 'ndjson') {
      // The first page is read before anything is sent, so that a wrong filter is an error and not an empty file.
      const rows = this.matching(tenant, wanted, query.limit ?? null);
      const first = await rows.next();
      const all = resumed(first, rows);
      return format === 'csv' ? csvStream(all, EVENT_COLUMNS) : ndjsonStream(all);
    }
    const limit = query.limit ?? DEFAULT_LIMIT;
    const events = await this.queries.execute(new QueryEvents(tenant, { ...wanted, limit: limit + 1 }));
    const page = answer.page(events, query, (event) => cursor.write([event.position]));
    if (format === 'json') return page;
    answer.type(CLOUD_EVENT_TYPE);
    return await this.queries.execute(new AsCloudEvents(tenant, page.data));
  }

  @Get('events/:position')
  @Needs('log:read')
  @ApiOperation({ summary: 'One event' })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 0 } })
  @ApiOkResponse({ type: EventAnswer })
  async get(
    @Param('position') position: number,
    @Context() context: RequestContext,
    @Format('json', 'cloudevents') format: 'json' | 'cloudevents',
    @Answer() answer: AnswerHeaders,
  ): Promise<EventAnswer | CloudEvent> {
    const { tenant } = context.principal;
    const event = await this.queries.execute(new GetEvent(tenant, position));
    if (format === 'json') return event;
    const [cloudEvent] = await this.queries.execute(new AsCloudEvents(tenant, [event]));
    if (!cloudEvent) throw new Error(`the event at ${position} was not made a CloudEvent`);
    answer.type(CLOUD_EVENT_TYPE);
    return cloudEvent;
  }

  @Get('projects/:project/checklists/:checklist/items/:item/history')
  @Needs('projects:read')
  @ApiOperation({ summary: 'Everything that was recorded of an item, oldest first' })
  async itemHistory(
    @Param() path: ItemPath,
    @Query() query: HistoryQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<EventPage> {
    const after = cursor.read(query.cursor)?.[0] ?? -1;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const events = await this.queries.execute(
      new GetItemHistory(context.principal.tenant, path, { after, limit: limit + 1 }),
    );
    return answer.page(events, query, (event) => cursor.write([event.position]));
  }

  @Get('projects/:project/history')
  @Needs('projects:read')
  @ApiOperation({ summary: 'Everything that was recorded in a project, oldest first' })
  async projectHistory(
    @Param('project') project: string,
    @Query() query: HistoryQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<EventPage> {
    const after = cursor.read(query.cursor)?.[0] ?? -1;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const wanted: EventQuery = { project, after, order: 'asc', limit: limit + 1 };
    const events = await this.queries.execute(new QueryEvents(context.principal.tenant, wanted));
    return answer.page(events, query, (event) => cursor.write([event.position]));
  }

  @Get('event-types')
  @Needs('log:read')
  @ApiOperation({ summary: 'The types of events that there can be' })
  eventTypes(): NamesAnswer {
    return { data: [...EVENT_TYPES] };
  }

  @Get('aggregate-types')
  @Needs('log:read')
  @ApiOperation({ summary: 'The types of aggregates that there can be' })
  aggregateTypes(): NamesAnswer {
    return { data: [...AGGREGATE_TYPES] };
  }

  private async *matching(
    tenant: string,
    wanted: EventQuery,
    most: number | null,
  ): AsyncGenerator<EventView> {
    let query = wanted;
    for (let left = most ?? Number.MAX_SAFE_INTEGER; left > 0;) {
      const limit = Math.min(STREAM_PAGE, left);
      const page = await this.queries.execute(new QueryEvents(tenant, { ...query, limit }));
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < limit) return;
      left -= page.length;
      query =
        query.order === 'asc' ? { ...query, after: last.position } : { ...query, before: last.position };
    }
  }
}

async function* resumed<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

function eventQuery(query: EventsQuery): EventQuery {
  const order = query.order ?? 'desc';
  const behind = cursor.read(query.cursor)?.[0];
  const after = order === 'asc' && behind !== undefined ? Math.max(behind, query.after ?? -1) : query.after;
  const before =
    order === 'desc' && behind !== undefined
      ? Math.min(behind, query.before ?? Number.MAX_SAFE_INTEGER)
      : query.before;
  return { ...eventFilter(query), ...given({ after, before }), order, limit: query.limit ?? DEFAULT_LIMIT };
}
