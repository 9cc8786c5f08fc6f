import { setImmediate as breathe } from 'node:timers/promises';
import { Body, Controller, HttpCode, Logger, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Needs } from '../../../http/access.decorators.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { HttpProblem } from '../../../http/problem.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { stateOf } from '../../../http/request-state.js';
import { RequestValidation } from '../../../http/validation.js';
import { receiptView } from '../../../http/write-answer.js';
import type { BatchEntry, Verdict, WrongEntry } from '../commands/batch.js';
import { BatchRefused, RunAtomicBatch } from '../commands/run-atomic-batch.js';
import { RunBatch } from '../commands/run-batch.js';
import { BATCH_ACTIONS, type BatchAction } from './batch-actions.js';
import { BatchAnswer, BatchBody, BatchCommand, type BatchResult } from './batch.dto.js';
import { commandProblem, invalidEntry, quotaProblem } from './batch-problems.js';

/** So many commands are validated in one go; then other requests get their turn. */
const AT_ONCE = 50;

type ProblemView = (index: number, error: unknown) => BatchResult;

@ApiTags('Items')
@Controller('v1/projects/:project/batch')
export class BatchController {
  private readonly logger = new Logger('http');
  private readonly validation = new RequestValidation();

  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Needs('items:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Up to 1,000 commands on items of a project',
    description:
      'Each under the rules of its own route. Without `atomic` each has its own verdict, and good ones are done though ' +
      'others are refused; with it all are recorded in one transaction, or none (422 `batch_refused`). The ' +
      'Idempotency-Key counts for all of it. Commands that the tenant may record no events for any more today are refused ' +
      'with `quota_exceeded`, one by one; with `atomic` the whole request is, where it does not fit.',
  })
  async run(
    @Param('project') project: string,
    @Body() body: BatchBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Req() request: FastifyRequest,
  ): Promise<BatchAnswer> {
    const meta = commandMeta(context, key);
    const instance = request.url.split('?', 1)[0] ?? '';
    const { eventsLeft } = stateOf(request);
    const entries: (BatchEntry | WrongEntry)[] = [];
    for (const [index, given] of body.commands.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await breathe();
      entries.push(await this.entry(project, index, given));
    }
    const view: ProblemView = (index, error) => this.failed(index, error, instance, context.requestId);
    const render = (verdicts: readonly Verdict[]): BatchAnswer => answerOf(verdicts, false, view);
    try {
      if (body.atomic !== true)
        return await this.commands.execute(new RunBatch(meta, project, entries, render, eventsLeft));
      const command = new RunAtomicBatch(meta, project, entries, eventsLeft);
      return answerOf(await this.commands.execute(command), true, view);
    } catch (error) {
      throw error instanceof BatchRefused ? refusedWhole(error, view) : quotaProblem(error);
    }
  }

  private async entry(project: string, index: number, given: unknown): Promise<BatchEntry | WrongEntry> {
    const command = await this.valid(index, '', given, BatchCommand);
    if ('error' in command) return command;
    const { checklist, item, if_match: ifMatch = null } = command.value;
    const action: BatchAction = BATCH_ACTIONS[command.value.action];
    const body = await this.valid(index, '/body', command.value.body ?? {}, action.body);
    if ('error' in body) return body;
    const ref = { project, checklist, item };
    return {
      ref,
      events: action.events(body.value),
      command: (meta) => action.command({ meta, ref, ifMatch }, body.value),
    };
  }

  /** What the route's own validation makes of it. */
  private async valid<T extends object>(
    index: number,
    at: string,
    value: unknown,
    metatype: new () => T,
  ): Promise<{ value: T } | WrongEntry> {
    try {
      return { value: (await this.validation.transform(value, { type: 'body', metatype })) as T };
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return { error: invalidEntry(index, at, error) };
    }
  }

  private failed(index: number, error: unknown, instance: string, requestId: string): BatchResult {
    const problem = commandProblem(index, error);
    if (problem.code === 'internal_error') this.logger.error(problem.cause);
    const status = problem.code === 'outcome_unknown' ? 'unknown' : 'refused';
    return { index, status, problem: problem.body(instance, requestId) };
  }
}

function answerOf(verdicts: readonly Verdict[], atomic: boolean, view: ProblemView): BatchAnswer {
  const results = verdicts.map((verdict, index): BatchResult => {
    if (verdict.kind === 'refused') return view(index, verdict.error);
    const last = verdict.events.at(-1);
    return { index, status: 'done', ...(last && { position: last.position }) };
  });
  const events = verdicts
    .flatMap((verdict) => (verdict.kind === 'done' ? verdict.events : []))
    .toSorted((a, b) => a.position - b.position);
  const done = results.filter(({ status }) => status === 'done').length;
  return {
    position: events.at(-1)?.position ?? null,
    events: events.map(({ id, type, position }) => ({ id, type, position })),
    receipt: receiptView({ events }),
    atomic,
    done,
    refused: results.length - done,
    results,
  };
}

function refusedWhole({ message, failures }: BatchRefused, view: ProblemView): HttpProblem {
  const results = [...failures].map(([index, error]) => view(index, error));
  return new HttpProblem('batch_refused', message, { members: { results } });
}
