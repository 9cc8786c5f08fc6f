import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import {
  readAfterWrite,
  type ReadConsistency,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ApplyChecklist } from '../commands/apply-checklist.js';
import type { ChecklistView } from '../queries/checklist-view.js';
import { GetChecklists } from '../queries/get-checklists.js';
import {
  ApplyChecklistBody,
  ChecklistAnswerBody,
  ChecklistPage,
  ChecklistWriteAnswer,
} from './checklist.dto.js';

const cursor = new CursorOf('checklists', ['number']);

@ApiTags('Checklists')
@Controller('v1/projects/:project/checklists')
export class ChecklistsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Apply a template version to a project' })
  async apply(
    @Param('project') project: string,
    @Body() body: ApplyChecklistBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistWriteAnswer> {
    const meta = commandMeta(context, key);
    const command = new ApplyChecklist(meta, project, body.template, body.version ?? null, body.key ?? null);
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
  @ApiOperation({ summary: "A project's checklists, in the order they were applied" })
  async list(
    @Param('project') project: string,
    @Query() query: ListQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistPage> {
    const after = cursor.read(query.cursor)?.[0] ?? -1;
    const { value, position, setAside } = await this.queries.execute(
      new GetChecklists(context.principal.tenant, project, null, query.consistency ?? 'current'),
    );
    const behind = value.filter((checklist) => checklist.position > after);
    return answer
      .position(position)
      .setAside(setAside)
      .page(behind, query, (checklist) => cursor.write([checklist.position]));
  }

  @Get(':checklist')
  @ApiOperation({ summary: 'One checklist' })
  async get(
    @Param('project') project: string,
    @Param('checklist') checklist: string,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ChecklistAnswerBody> {
    const { value, position, setAside } = await this.one(
      context,
      project,
      checklist,
      query.consistency ?? 'current',
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  private async one(
    context: RequestContext,
    project: string,
    checklist: string,
    consistency: ReadConsistency,
  ): Promise<Reflected<ChecklistView>> {
    const found = await this.queries.execute(
      new GetChecklists(context.principal.tenant, project, checklist, consistency),
    );
    const [value] = found.value;
    if (!value) throw new Error('a checklist that was found has no view');
    return { ...found, value };
  }
}
