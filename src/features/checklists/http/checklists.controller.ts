import { Body, Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { type Moment, NOW } from '../../../eventstore/moment.js';
import {
  readAfterWrite,
  type ReadConsistency,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { CursorOf } from '../../../http/paging.js';
import { MomentListQuery, MomentQuery, momentOf } from '../../../http/moment.dto.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ApplyChecklist } from '../commands/apply-checklist.js';
import { CloseChecklist } from '../commands/close-checklist.js';
import { UpgradeChecklist } from '../commands/upgrade-checklist.js';
import type { ChecklistView } from '../queries/checklist-view.js';
import { GetChecklists } from '../queries/get-checklists.js';
import {
  ApplyChecklistBody,
  ChecklistAnswerBody,
  ChecklistPage,
  ChecklistCloseAnswer,
  ChecklistWriteAnswer,
  CloseBody,
  UpgradeAnswer,
  UpgradeBody,
} from './checklist.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { CHECKLIST_COLUMNS } from './checklist-columns.js';

const applied = new CursorOf('checklists', ['number']);

@ApiTags('Checklists')
@Controller('v1/projects/:project/checklists')
export class ChecklistsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('projects:write')
  @ApiOperation({ summary: 'Apply a template version to a project' })
  async apply(
    @Param('project') project: string,
    @Body() body: ApplyChecklistBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new ApplyChecklist(
      meta,
      project,
      { template: body.template, version: body.version ?? null, withClaims: body.answers === 'source' },
      body.key ?? null,
    );
    const appended = await this.commands.execute(command);
    const id = appended.events[0]?.stream.id ?? '';
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.one(context, project, id, consistency),
    );
    answer
      .setAside(setAside)
      .etag(value.sequence)
      .location(`/v1/projects/${project}/checklists/${value.key}`);
    return writeAnswer(appended, value);
  }

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: "A project's checklists, in the order they were applied" })
  @ApiOkResponse({ type: ChecklistPage })
  @AlsoAnswers(422)
  async list(
    @Param('project') project: string,
    @Query() query: MomentListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<ChecklistPage | StreamableFile> {
    const { value, ...reflected } = await this.queries.execute(
      new GetChecklists(principal.tenant, project, null, query.consistency ?? 'current', momentOf(query)),
    );
    return await list.of(query, CHECKLIST_COLUMNS, (cursor, limit) => {
      const after = applied.read(cursor)?.[0] ?? -1;
      const behind = value.filter(({ position }) => position > after);
      return { ...reflected, ...keysetPage(behind, limit, ({ position }) => applied.write([position])) };
    });
  }

  @Get(':checklist')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One checklist' })
  @AlsoAnswers(422)
  async get(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Query() query: MomentQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistAnswerBody> {
    const { value, position, setAside } = await this.one(
      context,
      project,
      checklist,
      query.consistency ?? 'current',
      momentOf(query),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  @FirstAnswer()
  @Post(':checklist/upgrade')
  @Needs('projects:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a checklist over to another version of its template',
    description:
      'Keeps the answers of items whose wording is the same. What the version asks less of stays as it was until a second person approves. `dry_run` only lists.',
  })
  async upgrade(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Body() body: UpgradeBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<UpgradeAnswer> {
    const dryRun = body.dry_run ?? false;
    const ref = { project, checklist };
    const command = new UpgradeChecklist(
      commandMeta(context, key),
      ref,
      { version: body.version ?? null, withClaims: body.answers === 'source' },
      dryRun,
      ifMatch,
    );
    const { appended, from, to, plan, weakened } = await this.commands.execute(command);
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.one(context, project, checklist, consistency),
    );
    answer.setAside(setAside).etag(value.sequence);
    return {
      ...writeAnswer(appended, value),
      dry_run: dryRun,
      from_version: from,
      to_version: to,
      kept: [...plan.kept],
      reworded: [...plan.reworded],
      moved: [...plan.moved],
      added: [...plan.added],
      removed: [...plan.removed],
      weakened: weakened.map(({ id, item, item_key, kinds }) => ({ id, item, item_key, kinds })),
    };
  }

  @FirstAnswer()
  @Post(':checklist/close')
  @Needs('projects:write')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End a checklist',
    description:
      'It stays readable and counts in no gate any more. With items that count unsettled the first person asks (`closing`), and another one closes with the same request: ' +
      '`note` says so. What an account asks that nobody answers for counts for no person: the next request takes its place.',
  })
  async close(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Body() body: CloseBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistCloseAnswer> {
    const command = new CloseChecklist(
      commandMeta(context, key),
      { project, checklist },
      body.reason,
      ifMatch,
    );
    const appended = await this.commands.execute(command);
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.one(context, project, checklist, consistency),
    );
    answer.setAside(setAside).etag(value.sequence);
    return { ...writeAnswer(appended, value), note: waitsFor(appended) };
  }

  private async one(
    context: RequestContext,
    project: string,
    checklist: string,
    consistency: ReadConsistency,
    moment: Moment = NOW,
  ): Promise<Reflected<ChecklistView>> {
    const found = await this.queries.execute(
      new GetChecklists(context.principal.tenant, project, checklist, consistency, moment),
    );
    const [value] = found.value;
    if (!value) throw new Error('a checklist that was found has no view');
    return { ...found, value };
  }
}

/** Whom a closing waits for, in words; null where it waits for nobody. */
function waitsFor({ events }: Appended): string | null {
  const event = events.at(-1);
  if (event?.type !== 'checklist.closing_requested') return null;
  return event.payload['person'] === null
    ? 'nobody answers for this account, so that a person has to ask for the closing, and then another one'
    : 'this counts as the first request for the closing: it is closed once another person asks for it too';
}
