import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { Format, rowsAs, streamedPages } from '../../../http/format.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { CursorOf, DEFAULT_LIMIT, MOST_ROWS } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import type { ItemWaiverView } from '../queries/get-waiver.js';
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
  @ApiOperation({
    summary: 'Waivers of all projects, in the order they were asked for',
    description: 'CSV and NDJSON without `limit` stream all that match.',
  })
  @ApiOkResponse({ type: WaiverPage })
  @AlsoAnswers(404)
  async list(
    @Query() query: WaiversQuery,
    @Context() context: RequestContext,
    @Format('json', 'ndjson', 'csv') format: 'json' | 'ndjson' | 'csv',
    @Answer() answer: AnswerHeaders,
  ): Promise<WaiverPage | StreamableFile> {
    const filter = { project: query.project ?? null, activeAt: query.active_at ?? null };
    const { tenant } = context.principal;
    const read = async (behind: string | null, limit: number) => {
      const after = cursor.read(behind ?? query.cursor)?.[0] ?? -1;
      const found = await this.queries.execute(
        new ListWaivers(tenant, filter, after, limit + 1, query.consistency ?? 'current'),
      );
      const rows = found.value.slice(0, limit);
      const last = found.value.length > limit ? rows.at(-1) : undefined;
      return { ...found, rows, next: last ? cursor.write([last.position]) : null };
    };
    if (format !== 'json') {
      const limit = query.limit ?? MOST_ROWS;
      const rows = await streamedPages<ItemWaiverView>(query.limit !== undefined, (after) =>
        read(after, limit),
      );
      return rowsAs(format, rows, WAIVER_COLUMNS);
    }
    const { rows, next, position, setAside } = await read(null, query.limit ?? DEFAULT_LIMIT);
    return answer.position(position).setAside(setAside).pageOf(rows, next);
  }
}
