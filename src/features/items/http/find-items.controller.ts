import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { Format, rowsAs, streamedPages } from '../../../http/format.js';
import { CursorOf, DEFAULT_LIMIT, MOST_ROWS } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { FindItems, type FoundItem, type ItemPlace } from '../queries/find-items.js';
import { FoundItemPage } from './item-answers.dto.js';
import { FOUND_ITEM_COLUMNS } from './item-columns.js';
import { FindItemsQuery } from './item.dto.js';

const cursor = new CursorOf('found items', ['text', 'text', 'text']);

@ApiTags('Items')
@Controller('v1/items')
export class FindItemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({
    summary: 'Items of all projects',
    description:
      'In the order of the ids of project, checklist and item. CSV and NDJSON without `limit` stream all that match. ' +
      'A page ends after 5,000 items that were looked at, so it may be shorter than `limit` with another one behind it.',
  })
  @ApiOkResponse({ type: FoundItemPage })
  async find(
    @Query() query: FindItemsQuery,
    @Context() context: RequestContext,
    @Format('json', 'ndjson', 'csv') format: 'json' | 'ndjson' | 'csv',
    @Answer() answer: AnswerHeaders,
  ): Promise<FoundItemPage | StreamableFile> {
    const filter = {
      item: query.item ?? null,
      status: query.status ?? null,
      owner: query.owner ?? null,
      ticket: query.ticket ?? null,
    };
    const { tenant } = context.principal;
    const read = async (after: string | null, limit: number) => {
      const place = placeOf(after ?? query.cursor);
      const found = await this.queries.execute(
        new FindItems(tenant, filter, place, limit, query.consistency ?? 'current'),
      );
      const { next } = found.value;
      return {
        ...found,
        rows: found.value.items,
        next: next && cursor.write([next.project, next.checklist, next.item]),
      };
    };
    if (format !== 'json') {
      const limit = query.limit ?? MOST_ROWS;
      const rows = await streamedPages<FoundItem>(query.limit !== undefined, (after) => read(after, limit));
      return rowsAs(format, rows, FOUND_ITEM_COLUMNS);
    }
    const { rows, next, position, setAside } = await read(null, query.limit ?? DEFAULT_LIMIT);
    return answer.position(position).setAside(setAside).pageOf(rows, next);
  }
}

function placeOf(text: string | undefined): ItemPlace | null {
  const values = cursor.read(text);
  if (values === null) return null;
  const [project, checklist, item] = values;
  return { project, checklist, item };
}
