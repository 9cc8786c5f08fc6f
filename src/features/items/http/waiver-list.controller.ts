import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Within } from '../../../http/narrowing.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { ListWaivers } from '../queries/list-waivers.js';
import { WaiverPage } from './item-answers.dto.js';
import { WAIVER_COLUMNS } from './item-columns.js';
import { WaiversQuery } from './item.dto.js';

const cursor = new CursorOf('waivers', ['number']);

@ApiTags('Waivers')
@Controller('v1/waivers')
export class WaiverListController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'Waivers of all projects, in the order they were asked for' })
  @ApiOkResponse({ type: WaiverPage })
  @AlsoAnswers(404)
  async list(
    @Query() query: WaiversQuery,
    @Context() { principal }: RequestContext,
    @Within() within: readonly string[] | null,
    @Listed() list: ListAnswer,
  ): Promise<WaiverPage | StreamableFile> {
    const filter = { project: query.project ?? null, activeAt: query.active_at ?? null };
    return await list.of(query, WAIVER_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const consistency = query.consistency ?? 'current';
      const { value, ...reflected } = await this.queries.execute(
        new ListWaivers(principal.tenant, filter, within, after, limit + 1, consistency),
      );
      return { ...reflected, ...keysetPage(value, limit, (waiver) => cursor.write([waiver.position])) };
    });
  }
}
