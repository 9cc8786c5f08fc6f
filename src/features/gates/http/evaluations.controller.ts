import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { CursorOf, PageQuery } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { EvaluateGate } from '../commands/evaluate-gate.js';
import { type EvaluationView, GetEvaluations } from '../queries/get-evaluations.js';
import { EvaluationAnswer, EvaluationPage, EvaluationWriteAnswer } from './gate-answers.dto.js';
import { EvaluateBody, EvaluationPath, GatePath } from './gate.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { EVALUATION_COLUMNS } from './gate-columns.js';

const cursor = new CursorOf('evaluations', ['number']);

@ApiTags('Gates')
@Controller('v1/projects/:project/gates/:gate/evaluations')
export class EvaluationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Needs('gates:evaluate')
  @ApiOperation({
    summary: 'Ask for the verdict on what is about to be deployed, and keep it as a receipt',
    description:
      'Also of the gate `go-live` where nobody has defined one. The answer is 201 whatever the verdict.',
  })
  async evaluate(
    @Param() path: GatePath,
    @Body() body: EvaluateBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<EvaluationWriteAnswer> {
    const { name, digest, environment } = body.subject;
    const command = new EvaluateGate(commandMeta(context, key), path, { name, digest, environment });
    const appended = await this.commands.execute(command);
    const id = appended.events[0]?.stream.id ?? '';
    const gate = path.gate;
    const receipt = await this.one(context, { project: path.project, gate }, id);
    answer.location(`/v1/projects/${path.project}/gates/${gate}/evaluations/${id}`);
    return writeAnswer(appended, receipt);
  }

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'The receipts of a gate, oldest first' })
  @ApiOkResponse({ type: EvaluationPage })
  async listEvaluations(
    @Param() path: GatePath,
    @Query() query: PageQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<EvaluationPage | StreamableFile> {
    return await list.of(query, EVALUATION_COLUMNS, async (behind, limit) => {
      const page = { after: cursor.read(behind)?.[0] ?? -1, limit: limit + 1 };
      const found = await this.queries.execute(new GetEvaluations(principal.tenant, path, page));
      return keysetPage(found, limit, (receipt) => cursor.write([receipt.position]));
    });
  }

  @Get(':evaluation')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One receipt' })
  async getEvaluation(
    @Param() path: EvaluationPath,
    @Context() context: RequestContext,
  ): Promise<EvaluationAnswer> {
    return await this.one(context, path, path.evaluation);
  }

  private async one(
    context: RequestContext,
    ref: { readonly project: string; readonly gate: string },
    id: string,
  ): Promise<EvaluationView> {
    const [receipt] = await this.queries.execute(new GetEvaluations(context.principal.tenant, ref, { id }));
    if (!receipt) throw new Error('a receipt that was found has no view');
    return receipt;
  }
}
