import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { GetReadiness } from '../queries/get-readiness.js';
import { ReadinessBody, ReadinessQuery } from './readiness.dto.js';

@ApiTags('Readiness')
@Controller('v1/projects/:project/readiness')
export class ReadinessController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
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
    const moment = { atPosition: query.at_position ?? null, asOf: query.as_of ?? null };
    const { setAside, ...readiness } = await this.queries.execute(
      new GetReadiness(
        context.principal.tenant,
        project,
        query.gate ?? null,
        moment,
        query.consistency ?? 'current',
      ),
    );
    answer.position(readiness.position).setAside(setAside);
    return { ...readiness, reasons: [...readiness.reasons] };
  }
}
