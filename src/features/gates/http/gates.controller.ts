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
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { MomentListQuery, MomentQuery, momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ActOnGate } from '../commands/act-on-gate.js';
import { DefineGate, type WrittenGate } from '../commands/define-gate.js';
import { GetGates, type GateView } from '../queries/get-gates.js';
import { GateAnswer, GatePage, GateWriteAnswer } from './gate-answers.dto.js';
import { AgreeToGateBody, GateBody, GatePath, GateReasonBody, NewGatePath } from './gate.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { GATE_COLUMNS } from './gate-columns.js';

const gates = new WholeList<{ key: string }>('gates', ({ key }) => key);

@ApiTags('Gates')
@Controller('v1/projects/:project/gates')
export class GatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: "A project's gates, in the order they were defined" })
  @ApiOkResponse({ type: GatePage })
  @AlsoAnswers(422)
  async list(
    @Param('project') project: string,
    @Query() query: MomentListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<GatePage | StreamableFile> {
    const { value, ...reflected } = await this.queries.execute(
      new GetGates(principal.tenant, project, null, query.consistency ?? 'current', momentOf(query)),
    );
    const read = gates.pages(value);
    return await list.of(query, GATE_COLUMNS, (...page) => ({ ...reflected, ...read(...page) }));
  }

  @Get(':gate')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One gate, with how its sign-offs stand' })
  @AlsoAnswers(422)
  async get(
    @Param() path: GatePath,
    @Query() query: MomentQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<GateAnswer> {
    const { value, position, setAside } = await this.queries.execute(
      new GetGates(
        context.principal.tenant,
        path.project,
        path.gate,
        query.consistency ?? 'current',
        momentOf(query),
      ),
    );
    const gate = only(value);
    answer.position(position).setAside(setAside).etag(gate.sequence);
    return gate;
  }

  @FirstAnswer()
  @Put(':gate')
  @Needs('gates:write')
  @ApiOperation({
    summary: 'Define a gate, or define it anew',
    description:
      'A definition that asks less than the one in force waits for a second person. Makes earlier sign-offs stale.',
  })
  async define(
    @Param() path: NewGatePath,
    @Body() body: GateBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<GateWriteAnswer> {
    const command = new DefineGate(commandMeta(context, key), path, writtenGate(path.gate, body), ifMatch);
    return await this.tell(await this.commands.execute(command), path, context, answer);
  }

  @FirstAnswer()
  @Post(':gate/approve')
  @Needs('approvals:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Agree, as a second person, to a definition that asks less' })
  async approve(
    @Param() path: GatePath,
    @Body() body: AgreeToGateBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<GateWriteAnswer> {
    const { reason = null, version = null } = body;
    const command = new ActOnGate(commandMeta(context, key), path, 'approve', reason, ifMatch, version);
    return await this.tell(await this.commands.execute(command), path, context, answer);
  }

  @FirstAnswer()
  @Post(':gate/request')
  @Needs('gates:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for the sign-offs',
    description: 'Who asks cannot approve, unless the gate allows it.',
  })
  async request(
    @Param() path: GatePath,
    @Body() body: GateReasonBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<GateWriteAnswer> {
    const command = new ActOnGate(commandMeta(context, key), path, 'request', body.reason ?? null, ifMatch);
    return await this.tell(await this.commands.execute(command), path, context, answer);
  }

  private async tell(
    appended: Appended,
    { project, gate }: GatePath,
    context: RequestContext,
    answer: AnswerHeaders,
  ): Promise<GateWriteAnswer> {
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetGates(context.principal.tenant, project, gate, consistency)),
    );
    const found = only(value);
    answer.setAside(setAside).etag(found.sequence);
    return writeAnswer(appended, found);
  }
}

function only([gate]: readonly GateView[]): GateView {
  if (!gate) throw new Error('a gate that was found has no view');
  return gate;
}

function writtenGate(key: string, body: GateBody): WrittenGate {
  return {
    title: body.title ?? key,
    levels: body.levels ?? ['required'],
    phases: body.phases ?? ['before', 'go-live'],
    sections: body.sections ?? null,
    checklists: body.checklists ?? null,
    signOffs:
      body.sign_offs?.map(({ role, title, aliases, quorum, holders }) => ({
        role: role.toLowerCase(),
        title: title ?? role,
        aliases: aliases ?? [],
        quorum: quorum ?? 1,
        holders: holders ?? [],
      })) ?? null,
    same_person: body.same_person ?? false,
  };
}
