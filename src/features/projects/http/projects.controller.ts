import { Body, Controller, Get, Param, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { Within } from '../../../http/narrowing.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { ChangeProject } from '../commands/change-project.js';
import { CreateProject } from '../commands/create-project.js';
import { GetProject } from '../queries/get-project.js';
import { ListProjects } from '../queries/list-projects.js';
import {
  ChangeProjectBody,
  CreateProjectBody,
  ProjectAnswerBody,
  ProjectPage,
  ProjectWriteAnswer,
} from './project.dto.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { PROJECT_COLUMNS } from './project-columns.js';

const cursor = new CursorOf('projects', ['number']);

@ApiTags('Projects')
@Controller('v1/projects')
export class ProjectsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('projects:write')
  @ApiOperation({ summary: 'Create a project' })
  async create(
    @Body() body: CreateProjectBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ProjectWriteAnswer> {
    const command = new CreateProject(
      commandMeta(context, key),
      body.key,
      body.name ?? body.key,
      body.description ?? null,
    );
    const written = await this.answer(await this.commands.execute(command), context, answer);
    answer.location(`/v1/projects/${written.resource.key}`);
    return written;
  }

  @Get()
  @Needs('projects:read')
  @ApiOperation({ summary: 'The projects, in the order they were created' })
  @ApiOkResponse({ type: ProjectPage })
  async list(
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Within() within: readonly string[] | null,
    @Listed() list: ListAnswer,
  ): Promise<ProjectPage | StreamableFile> {
    return await list.of(query, PROJECT_COLUMNS, async (behind, limit) => {
      const after = cursor.read(behind)?.[0] ?? -1;
      const { value, position } = await this.queries.execute(
        new ListProjects(principal.tenant, within, after, limit + 1, query.consistency ?? 'current'),
      );
      return { position, ...keysetPage(value, limit, (project) => cursor.write([project.position])) };
    });
  }

  @Get(':project')
  @Needs('projects:read')
  @ApiOperation({ summary: 'One project' })
  async get(
    @Param('project') project: string,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<ProjectAnswerBody> {
    const { value, position, setAside } = await this.queries.execute(
      new GetProject(context.principal.tenant, project, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  @FirstAnswer()
  @Patch(':project')
  @Needs('projects:write')
  @ApiOperation({ summary: "Change a project's name or description" })
  async change(
    @Param('project') project: string,
    @Body() body: ChangeProjectBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<ProjectWriteAnswer> {
    const change = { name: body.name ?? null, description: body.description ?? null };
    const command = new ChangeProject(commandMeta(context, key), project, change, ifMatch);
    return await this.answer(await this.commands.execute(command), context, answer);
  }

  private async answer(
    done: Appended,
    context: RequestContext,
    answer: AnswerHeaders,
  ): Promise<ProjectWriteAnswer> {
    const id = done.events[0]?.stream.id ?? '';
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(new GetProject(context.principal.tenant, id, consistency)),
    );
    answer.setAside(setAside).etag(value.sequence);
    return writeAnswer(done, value);
  }
}
