import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { CursorOf, DEFAULT_LIMIT } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { ListWaivers } from '../queries/list-waivers.js';
import { WaiverPage } from './item-answers.dto.js';
import { WaiversQuery } from './item.dto.js';

const cursor = new CursorOf('waivers', ['number']);

@ApiTags('Waivers')
@Controller('v1/waivers')
export class WaiverListController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'Waivers of all projects, in the order they were asked for' })
  @AlsoAnswers(404)
  async list(
    @Query() query: WaiversQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<WaiverPage> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const filter = { project: query.project ?? null, activeAt: query.active_at ?? null };
    const after = cursor.read(query.cursor)?.[0] ?? -1;
    const { value, position, setAside } = await this.queries.execute(
      new ListWaivers(context.principal.tenant, filter, after, limit + 1, query.consistency ?? 'current'),
    );
    return answer
      .position(position)
      .setAside(setAside)
      .page(value, query, (waiver) => cursor.write([waiver.position]));
  }
}
