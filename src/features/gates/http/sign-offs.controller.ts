import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { MomentListQuery, MomentQuery, momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { SignGate } from '../commands/sign-gate.js';
import { type GateView, GetGates } from '../queries/get-gates.js';
import { SignOffAnswerBody, SignOffPage, SignOffWriteAnswer } from './gate-answers.dto.js';
import { GatePath, SignOffBody, SignOffPath } from './gate.dto.js';
import { type ListAnswer, Listed } from '../../../http/list-answer.js';
import { SIGN_OFF_COLUMNS } from './gate-columns.js';

const signOffs = new WholeList<{ id: string }>('sign-offs', ({ id }) => id);

@ApiTags('Gates')
@Controller('v1/projects/:project/gates/:gate/sign-offs')
export class SignOffsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('approvals:write')
  @ApiOperation({
    summary: 'Sign a gate in a role',
    description:
      'Signs the digest of a readiness that was read. Where there is something else by now it is refused with `project_changed`, and `changes` lists what happened since.',
  })
  async sign(
    @Param() path: GatePath,
    @Body() body: SignOffBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<SignOffWriteAnswer> {
    const { role, meaning, position, digest, comment } = body;
    const signature = { role, meaning, position, digest, comment: comment ?? null };
    const appended = await this.commands.execute(new SignGate(commandMeta(context, key), path, signature));
    const id = appended.events.at(-1)?.payload['sign_off_id'];
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetGates(context.principal.tenant, path.project, path.gate, consistency)),
    );
    const signed = named(value, typeof id === 'string' ? id : '');
    answer
      .setAside(setAside)
      .location(`/v1/projects/${path.project}/gates/${path.gate}/sign-offs/${signed.id}`);
    return writeAnswer(appended, signed);
  }

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'The newest sign-off of each person in each role, stale ones too' })
  @ApiOkResponse({ type: SignOffPage })
  @AlsoAnswers(422)
  async listSignOffs(
    @Param() path: GatePath,
    @Query() query: MomentListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<SignOffPage | StreamableFile> {
    const { value, ...reflected } = await this.queries.execute(
      new GetGates(
        principal.tenant,
        path.project,
        path.gate,
        query.consistency ?? 'current',
        momentOf(query),
      ),
    );
    const read = signOffs.pages(signatures(value));
    return await list.of(query, SIGN_OFF_COLUMNS, (...page) => ({ ...reflected, ...read(...page) }));
  }

  @Get(':sign_off')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One sign-off' })
  @AlsoAnswers(422)
  async getSignOff(
    @Param() path: SignOffPath,
    @Query() query: MomentQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<SignOffAnswerBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetGates(
        context.principal.tenant,
        path.project,
        path.gate,
        query.consistency ?? 'current',
        momentOf(query),
      ),
    );
    answer.position(position).setAside(setAside);
    return named(value, path.sign_off);
  }
}

function signatures(gates: readonly GateView[]): SignOffAnswerBody[] {
  return gates.flatMap(({ key, sign_offs }) =>
    sign_offs.flatMap(({ role, signed }) => signed.map((entry) => ({ ...entry, role, gate: key }))),
  );
}

function named(gates: readonly GateView[], id: string): SignOffAnswerBody {
  const found = signatures(gates).find((entry) => entry.id === id);
  if (!found) throw new Refusal('not_found', `the gate has no sign-off "${id}"`, '/sign_off');
  return found;
}
