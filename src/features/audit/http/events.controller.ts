import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { StreamableFile } from '@nestjs/common';
import { Needs } from '../../../http/access.decorators.js';
import type { EventQuery } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import type { EventView } from '../../../eventstore/event-view.js';
import { type CloudEvent, CLOUD_EVENT_TYPE } from '../../../eventstore/cloud-event.js';
import { Format } from '../../../http/format.js';
import { keysetPage, ListAnswer, Listed, type PageReader } from '../../../http/list-answer.js';
import { Narrows, Within } from '../../../http/narrowing.js';
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
      'Newest first unless order=asc. As CloudEvents a page is a list of them, and its Link leads on.',
  })
  @ApiOkResponse({ type: EventPage })
  @AlsoAnswers(404)
  async list(
    @Query() query: EventsQuery,
    @Context() context: RequestContext,
    @Within() within: readonly string[] | null,
    @Format('json', 'ndjson', 'csv', 'cloudevents') format: 'json' | 'ndjson' | 'csv' | 'cloudevents',
    @Answer() answer: AnswerHeaders,
  ): Promise<EventPage | StreamableFile | CloudEvent[]> {
    const { tenant } = context.principal;
    const own = within === null ? {} : { within };
    const filter = { ...eventFilter(query), ...own };
    await this.names.refuseUnknown(tenant, query, own);
    const read: PageReader<EventView> = async (behind, limit) => {
      const wanted = { ...filter, ...spanOf(query, behind), limit: limit + 1 };
      const events = await this.queries.execute(new QueryEvents(tenant, wanted));
      return keysetPage(events, limit, (event) => cursor.write([event.position]));
    };
    if (format !== 'cloudevents') return await new ListAnswer(format, answer).of(query, EVENT_COLUMNS, read);
    const { rows, next } = await read(query.cursor, query.limit ?? DEFAULT_LIMIT);
    answer.narrowed().next(next).type(CLOUD_EVENT_TYPE);
    return await this.queries.execute(new AsCloudEvents(tenant, rows));
  }

  @Get('events/:position')
  @Needs('log:read')
  @ApiOperation({ summary: 'One event' })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 0 } })
  @ApiOkResponse({ type: EventAnswer })
  async get(
    @Param('position') position: number,
    @Context() context: RequestContext,
    @Within() within: readonly string[] | null,
    @Format('json', 'cloudevents') format: 'json' | 'cloudevents',
    @Answer() answer: AnswerHeaders,
  ): Promise<EventAnswer | CloudEvent> {
    const { tenant } = context.principal;
    const event = await this.queries.execute(new GetEvent(tenant, position, within));
    if (format === 'json') return event;
    const [cloudEvent] = await this.queries.execute(new AsCloudEvents(tenant, [event]));
    if (!cloudEvent) throw new Error(`the event at ${position} was not made a CloudEvent`);
    answer.type(CLOUD_EVENT_TYPE);
    return cloudEvent;
  }

  @Get('projects/:project/checklists/:checklist/items/:item/history')
  @Needs('projects:read')
  @ApiOperation({ summary: 'Everything that was recorded of an item, oldest first' })
  @ApiOkResponse({ type: EventPage })
  async itemHistory(
    @Param() path: ItemPath,
    @Query() query: HistoryQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<EventPage | StreamableFile> {
    return await list.of(query, EVENT_COLUMNS, async (behind, limit) => {
      const page = { after: cursor.read(behind)?.[0] ?? -1, limit: limit + 1 };
      const events = await this.queries.execute(new GetItemHistory(principal.tenant, path, page));
      return keysetPage(events, limit, (event) => cursor.write([event.position]));
    });
  }

  @Get('projects/:project/history')
  @Needs('projects:read')
  @ApiOperation({ summary: 'Everything that was recorded in a project, oldest first' })
  @ApiOkResponse({ type: EventPage })
  async projectHistory(
    @Param('project') project: string,
    @Query() query: HistoryQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<EventPage | StreamableFile> {
    return await list.of(query, EVENT_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const wanted: EventQuery = { project, after, order: 'asc', limit: limit + 1 };
      const events = await this.queries.execute(new QueryEvents(principal.tenant, wanted));
      return keysetPage(events, limit, (event) => cursor.write([event.position]));
    });
  }

  @Get('event-types')
  @Narrows()
  @Needs('log:read')
  @ApiOperation({ summary: 'The types of events that there can be' })
  eventTypes(): NamesAnswer {
    return { data: [...EVENT_TYPES] };
  }

  @Get('aggregate-types')
  @Narrows()
  @Needs('log:read')
  @ApiOperation({ summary: 'The types of aggregates that there can be' })
  aggregateTypes(): NamesAnswer {
    return { data: [...AGGREGATE_TYPES] };
  }
}

/** The positions between which a page lies, by the query and by where the page before it ended. */
function spanOf(
  query: EventsQuery,
  behind: string | undefined,
): Pick<EventQuery, 'after' | 'before' | 'order'> {
  const order = query.order ?? 'desc';
  const last = cursor.read(behind)?.[0];
  const after = order === 'asc' && last !== undefined ? Math.max(last, query.after ?? -1) : query.after;
  const before =
    order === 'desc' && last !== undefined
      ? Math.min(last, query.before ?? Number.MAX_SAFE_INTEGER)
      : query.before;
  return { ...given({ after, before }), order };
}
