import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { ReadQuery } from '../../../http/consistency.dto.js';
import { Format, rowsAs, streamedPages } from '../../../http/format.js';
import { CursorOf, DEFAULT_LIMIT, MOST_ROWS, wrongCursor } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetItem } from '../queries/get-item.js';
import type { ItemView } from '../queries/item-view.js';
import { ListItems } from '../queries/list-items.js';
import { ITEM_COLUMNS } from './item-columns.js';
import { ItemAnswerBody, ItemPage } from './item-answers.dto.js';
import { ItemsQuery } from './item.dto.js';

const cursor = new CursorOf('items', ['text']);

@ApiTags('Items')
@Controller('v1/projects/:project')
export class ItemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('items')
  @Needs('projects:read')
  @ApiOperation({
    summary: "A project's items in document order",
    description: 'CSV and NDJSON without `limit` stream all that match.',
  })
  @ApiOkResponse({ type: ItemPage })
  async list(
    @Param('project') project: string,
    @Query() query: ItemsQuery,
    @Context() context: RequestContext,
    @Format('json', 'ndjson', 'csv') format: 'json' | 'ndjson' | 'csv',
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemPage | StreamableFile> {
    const filter = {
      checklist: query.checklist ?? null,
      section: query.section ?? null,
      status: query.status ?? null,
      level: query.level ?? null,
      phase: query.phase ?? null,
      derived: query.derived ?? null,
      owner: query.owner ?? null,
      dueBefore: query.due_before ?? null,
    };
    const { tenant } = context.principal;
    const read = async (after: string | null, limit: number) => {
      const behind = cursor.read(after ?? query.cursor)?.[0] ?? null;
      const found = await this.queries.execute(
        new ListItems(tenant, project, filter, behind, limit, query.consistency ?? 'current'),
      );
      if (found.value === null) throw wrongCursor();
      const { items: rows, last } = found.value;
      return { ...found, rows, next: last === null ? null : cursor.write([last]) };
    };
    if (format !== 'json') {
      const limit = query.limit ?? MOST_ROWS;
      const rows = await streamedPages<ItemView>(query.limit !== undefined, (after) => read(after, limit));
      return rowsAs(format, rows, ITEM_COLUMNS);
    }
    const { rows, next, position, setAside } = await read(null, query.limit ?? DEFAULT_LIMIT);
    return answer.position(position).setAside(setAside).pageOf(rows, next);
  }

  @Get('checklists/:checklist/items/:item')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One item' })
  async get(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Param('item') item: string,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemAnswerBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetItem(context.principal.tenant, { project, checklist, item }, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }
}
