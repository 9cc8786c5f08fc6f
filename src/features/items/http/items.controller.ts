import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { ReadQuery } from '../../../http/consistency.dto.js';
import { CursorOf, DEFAULT_LIMIT, wrongCursor } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetItem } from '../queries/get-item.js';
import { ListItems } from '../queries/list-items.js';
import { ItemAnswerBody, ItemPage } from './item-answers.dto.js';
import { ItemsQuery } from './item.dto.js';

const cursor = new CursorOf('items', ['text']);

@ApiTags('Items')
@Controller('v1/projects/:project')
export class ItemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('items')
  @Needs('projects:read')
  @ApiOperation({ summary: "A project's items in document order" })
  async list(
    @Param('project') project: string,
    @Query() query: ItemsQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemPage> {
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
    const after = cursor.read(query.cursor)?.[0] ?? null;
    const { value, position, setAside } = await this.queries.execute(
      new ListItems(
        context.principal.tenant,
        project,
        filter,
        after,
        query.limit ?? DEFAULT_LIMIT,
        query.consistency ?? 'current',
      ),
    );
    if (value === null) throw wrongCursor();
    return answer
      .position(position)
      .setAside(setAside)
      .pageOf(value.items, value.last === null ? null : cursor.write([value.last]));
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
