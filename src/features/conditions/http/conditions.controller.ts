import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { MomentListQuery, MomentQuery, momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { AnswerCondition } from '../commands/answer-condition.js';
import { ListConditions } from '../queries/list-conditions.js';
import {
  AgreeToAnswerBody,
  AnswerBody,
  ConditionAnswerBody,
  ConditionPage,
  ConditionPath,
  ConditionWriteAnswer,
} from './condition.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { CONDITION_COLUMNS } from './condition-columns.js';

const conditions = new WholeList<{ key: string }>('conditions', ({ key }) => key);

@ApiTags('Conditions')
@Controller('v1/projects/:project/conditions')
export class ConditionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: "The questions that a project's items stand under, with its answers" })
  @ApiOkResponse({ type: ConditionPage })
  @AlsoAnswers(422)
  async list(
    @Param('project') project: string,
    @Query() query: MomentListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<ConditionPage | StreamableFile> {
    const { value, ...reflected } = await this.queries.execute(
      new ListConditions(principal.tenant, project, query.consistency ?? 'current', momentOf(query)),
    );
    const read = conditions.pages(value);
    return await list.of(query, CONDITION_COLUMNS, (...page) => ({ ...reflected, ...read(...page) }));
  }

  @Get(':condition')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One of these questions' })
  @AlsoAnswers(422)
  async get(
    @Param() path: ConditionPath,
    @Query() query: MomentQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConditionAnswerBody> {
    const { value, position, setAside } = await this.queries.execute(
      new ListConditions(
        context.principal.tenant,
        path.project,
        query.consistency ?? 'current',
        momentOf(query),
      ),
    );
    const found = named(value, path.condition);
    answer.position(position).setAside(setAside).etag(found.sequence);
    return found;
  }

  @FirstAnswer()
  @Put(':condition')
  @Needs('items:write')
  @ApiOperation({
    summary: 'Answer a question, once for the whole project',
    description:
      'What the answer excludes is not asked any more; where it is required, once a second person agrees.',
  })
  async answer(
    @Param() path: ConditionPath,
    @Body() body: AnswerBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConditionWriteAnswer> {
    const given = { answer: body.answer };
    const command = new AnswerCondition(commandMeta(context, key), path, given, body.reason, ifMatch);
    return await this.tell(await this.commands.execute(command), path, context, answer);
  }

  @FirstAnswer()
  @Post(':condition/approve')
  @Needs('approvals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Agree to an answer, as a second person' })
  async approve(
    @Param() path: ConditionPath,
    @Body() body: AgreeToAnswerBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ConditionWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new AnswerCondition(meta, path, null, body.reason ?? null, ifMatch, body.answer ?? null);
    return await this.tell(await this.commands.execute(command), path, context, answer);
  }

  private async tell(
    appended: Appended,
    path: ConditionPath,
    context: RequestContext,
    answer: AnswerHeaders,
  ): Promise<ConditionWriteAnswer> {
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new ListConditions(context.principal.tenant, path.project, consistency)),
    );
    const found = named(value, path.condition);
    answer.setAside(setAside).etag(found.sequence);
    return writeAnswer(appended, found);
  }
}

function named(conditions: readonly ConditionAnswerBody[], name: string): ConditionAnswerBody {
  const wanted = name.normalize('NFC').toLowerCase();
  const found = conditions.find(({ key }) => key === wanted);
  if (!found) throw new Refusal('not_found', `no checklist of the project asks "${name}"`, '/condition');
  return found;
}
