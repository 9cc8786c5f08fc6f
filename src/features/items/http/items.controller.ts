import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { MomentQuery, momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { CursorOf, wrongCursor } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetItem } from '../queries/get-item.js';
import { ListItems } from '../queries/list-items.js';
import { ITEM_COLUMNS } from './item-columns.js';
import { ItemAnswerBody, ItemPage } from './item-answers.dto.js';
import { ItemsQuery } from './item.dto.js';

const places = new CursorOf('items', ['text']);

@ApiTags('Items')
@Controller('v1/projects/:project')
export class ItemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('items')
  @Needs('projects:read')
  @ApiOperation({ summary: "A project's items in document order" })
  @ApiOkResponse({ type: ItemPage })
  @AlsoAnswers(422)
  async list(
    @Param('project') project: string,
    @Query() query: ItemsQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
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
    return await list.of(query, ITEM_COLUMNS, async (cursor, limit) => {
      const behind = places.read(cursor)?.[0] ?? null;
      const { value, ...reflected } = await this.queries.execute(
        new ListItems(
          principal.tenant,
          project,
          filter,
          behind,
          limit,
          query.consistency ?? 'current',
          momentOf(query),
        ),
      );
      if (value === null) throw wrongCursor();
      const next = value.last === null ? null : places.write([value.last]);
      return { ...reflected, rows: value.items, next };
    });
  }

  @Get('checklists/:checklist/items/:item')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One item' })
  @AlsoAnswers(422)
  async get(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Param('item') item: string,
    @Query() query: MomentQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ItemAnswerBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetItem(
        context.principal.tenant,
        { project, checklist, item },
        query.consistency ?? 'current',
        momentOf(query),
      ),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }
}
