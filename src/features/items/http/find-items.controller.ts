import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { Within } from '../../../http/narrowing.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { FindItems, type ItemPlace } from '../queries/find-items.js';
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
      'In the order of the ids of project, checklist and item. ' +
      'A page ends after 5,000 items that were looked at, so it may be shorter than `limit` with another one behind it.',
  })
  @ApiOkResponse({ type: FoundItemPage })
  async find(
    @Query() query: FindItemsQuery,
    @Context() { principal }: RequestContext,
    @Within() within: readonly string[] | null,
    @Listed() list: ListAnswer,
  ): Promise<FoundItemPage | StreamableFile> {
    const filter = {
      item: query.item ?? null,
      status: query.status ?? null,
      owner: query.owner ?? null,
      ticket: query.ticket ?? null,
    };
    return await list.of(query, FOUND_ITEM_COLUMNS, async (behind, limit) => {
      const consistency = query.consistency ?? 'current';
      const { value, ...reflected } = await this.queries.execute(
        new FindItems(principal.tenant, filter, within, placeOf(behind), limit, consistency),
      );
      const { items: rows, next } = value;
      return { ...reflected, rows, next: next && cursor.write([next.project, next.checklist, next.item]) };
    });
  }
}

function placeOf(text: string | undefined): ItemPlace | null {
  const values = cursor.read(text);
  if (values === null) return null;
  const [project, checklist, item] = values;
  return { project, checklist, item };
}
