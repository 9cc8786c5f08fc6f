import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetForecast } from '../queries/get-forecast.js';
import { GetTimeline } from '../queries/get-timeline.js';
import { GetReadiness } from '../queries/get-readiness.js';
import {
  ForecastBody,
  ForecastQuery,
  ReadinessBody,
  ReadinessQuery,
  TimelineBody,
  TimelineQuery,
} from './readiness.dto.js';

@ApiTags('Readiness')
@Controller('v1/projects/:project/readiness')
export class ReadinessController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({
    summary: 'Whether the project is ready, and what stands against it',
    description:
      'Now, after a position (at the time of its event, unless `as_of` says another), or at a time: of the past, as recorded by then; to come, if nothing happens until then.',
  })
  @AlsoAnswers(422)
  async get(
    @Param('project') project: string,
    @Query() query: ReadinessQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ReadinessBody> {
    const { setAside, ...readiness } = await this.queries.execute(
      new GetReadiness(
        context.principal.tenant,
        project,
        query.gate ?? null,
        momentOf(query),
        query.consistency ?? 'current',
      ),
    );
    answer.position(readiness.position).setAside(setAside);
    return { ...readiness, reasons: [...readiness.reasons] };
  }

  @Get('timeline')
  @Needs('projects:read')
  @ApiOperation({
    summary: 'How the verdict came about, for a burn-up chart',
    description: 'Counts and score at moments that divide the span evenly.',
  })
  @AlsoAnswers(422)
  async timeline(
    @Param('project') project: string,
    @Query() query: TimelineQuery,
    @Context() context: RequestContext,
  ): Promise<TimelineBody> {
    const span = { from: query.from ?? null, to: query.to ?? null };
    const { tenant } = context.principal;
    return await this.queries.execute(
      new GetTimeline(tenant, project, query.gate ?? null, span, query.points ?? 50),
    );
  }

  @Get('forecast')
  @Needs('projects:read')
  @ApiOperation({ summary: 'What will turn the verdict red, and when, if nobody does anything' })
  async forecast(
    @Param('project') project: string,
    @Query() query: ForecastQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ForecastBody> {
    const { tenant } = context.principal;
    const { setAside, ...forecast } = await this.queries.execute(
      new GetForecast(
        tenant,
        project,
        query.gate ?? null,
        query.until ?? null,
        query.consistency ?? 'current',
      ),
    );
    answer.position(forecast.position).setAside(setAside);
    return forecast;
  }
}
