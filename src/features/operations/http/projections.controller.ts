import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { Idempotency } from '../../../http/idempotency.js';
import { KeptAnswers } from '../../../http/kept-answers.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { Rebuilds } from '../commands/rebuilds.js';
import { RebuildStates } from '../queries/rebuild-states.js';
import { ListProjections } from '../queries/list-projections.js';
import { ProjectionsAnswer, RebuildAnswer, RebuildBody } from './operations.dto.js';

@ApiTags('Operations')
@Controller('v1/admin/projections')
export class ProjectionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly rebuilds: Rebuilds,
    private readonly states: RebuildStates,
    private readonly kept: KeptAnswers,
  ) {}

  @Get()
  @Needs('operations:read')
  @ApiOperation({ summary: 'How far each projection has read the log' })
  async list(@Context() context: RequestContext): Promise<ProjectionsAnswer> {
    const states = await this.queries.execute(new ListProjections(context.principal.tenant));
    const data = states.map((state) => ({ ...state, rebuild: this.states.of(state.name) }));
    return { data };
  }

  @Post(':name/rebuild')
  @Needs('operations:write')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Rebuild a projection from the events',
    description:
      'The tables go on serving while shadows are filled; then they are swapped in one transaction.',
  })
  async rebuild(
    @Param('name') name: string,
    @Body() body: RebuildBody,
    @Context() { principal }: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
  ): Promise<RebuildAnswer> {
    return await this.kept.once(principal.tenant, key, () =>
      this.rebuilds.start(name, {
        fresh: body?.fresh ?? false,
        verify: body?.verify ?? false,
        keepIfDifferent: body?.on_difference === 'keep',
      }),
    );
  }

  @Get(':name/rebuild')
  @Needs('operations:read')
  @ApiOperation({ summary: 'How a rebuild stands' })
  rebuildState(@Param('name') name: string): RebuildAnswer {
    return this.states.of(name);
  }
}
