import { Body, Controller, Get, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../../../http/access.decorators.js';
import { FirstAnswer } from '../../../http/first-answer.interceptor.js';
import type { Appended, IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { readAfterWrite } from '../../../eventstore/projections/projection-reader.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { commandMeta } from '../../../http/command-meta.js';
import { ListQuery, ReadQuery } from '../../../http/consistency.dto.js';
import { Idempotency } from '../../../http/idempotency.js';
import { IfMatch } from '../../../http/if-match.js';
import { CursorOf } from '../../../http/paging.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { WholeList } from '../../../http/whole-list.js';
import { writeAnswer } from '../../../http/write-answer.js';
import { PublishTemplate } from '../commands/publish-template.js';
import { ExportTemplate } from '../queries/export-template.js';
import { GetTemplate } from '../queries/get-template.js';
import { ListTemplates } from '../queries/list-templates.js';
import { TemplateBody, VersionBody, VersionQuery } from './template.dto.js';
import { TemplateAnswer, TemplatePage, TemplateWriteAnswer } from './template-answers.dto.js';
import { writtenDefinition } from './written-definition.js';
import { keysetPage, type ListAnswer, Listed } from '../../../http/list-answer.js';
import { TEMPLATE_COLUMNS } from './template-columns.js';

const templateCursor = new CursorOf('templates', ['number']);
const MOST_VERSIONS = 1_000_000;
const versionPages = new WholeList<{ version: number }>('versions', ({ version }) => `${version}`);

@ApiTags('Templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @FirstAnswer()
  @Post()
  @Needs('templates:write')
  @ApiOperation({ summary: 'Make a template from JSON' })
  async create(
    @Body() body: TemplateBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TemplateWriteAnswer> {
    const command = new PublishTemplate(
      commandMeta(context, key),
      { key: body.key },
      writtenDefinition(body),
    );
    return await this.answer(await this.commands.execute(command), context, answer);
  }

  @Get()
  @Needs('templates:read')
  @ApiOperation({ summary: 'The templates, each with its newest version' })
  @ApiOkResponse({ type: TemplatePage })
  async list(
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<TemplatePage | StreamableFile> {
    return await list.of(query, TEMPLATE_COLUMNS, async (behind, limit) => {
      const after = templateCursor.read(behind)?.[0] ?? -1;
      const { value, position } = await this.queries.execute(
        new ListTemplates(principal.tenant, null, after, limit + 1, query.consistency ?? 'current'),
      );
      const page = keysetPage(value, limit, (entry) => templateCursor.write([entry.templatePosition]));
      return { position, ...page, rows: page.rows.map((entry) => entry.summary) };
    });
  }

  @Get(':template')
  @Needs('templates:read')
  @ApiOperation({ summary: 'A template in its newest version' })
  async get(
    @Param('template') template: string,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<TemplateAnswer> {
    return await this.one(context, answer, template, null, query);
  }

  @Get(':template/versions')
  @Needs('templates:read')
  @ApiOperation({ summary: "A template's versions, newest first" })
  @ApiOkResponse({ type: TemplatePage })
  async versions(
    @Param('template') template: string,
    @Query() query: ListQuery,
    @Context() { principal }: RequestContext,
    @Listed() list: ListAnswer,
  ): Promise<TemplatePage | StreamableFile> {
    const { value, ...reflected } = await this.queries.execute(
      new ListTemplates(principal.tenant, template, -1, MOST_VERSIONS, query.consistency ?? 'current'),
    );
    const read = versionPages.pages(value.map((entry) => entry.summary));
    return await list.of(query, TEMPLATE_COLUMNS, (...page) => ({ ...reflected, ...read(...page) }));
  }

  @Get(':template/versions/:version')
  @Needs('templates:read')
  @ApiOperation({ summary: 'One version of a template' })
  @ApiParam({ name: 'version', schema: { type: 'integer', minimum: 1 } })
  async version(
    @Param('template') template: string,
    @Param('version') version: number,
    @Query() query: ReadQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
  ): Promise<TemplateAnswer> {
    return await this.one(context, answer, template, version, query);
  }

  @FirstAnswer()
  @Post(':template/versions')
  @Needs('templates:write')
  @ApiOperation({ summary: 'Publish the next version from JSON' })
  async publish(
    @Param('template') template: string,
    @Body() body: VersionBody,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @IfMatch() ifMatch: number | null,
    @Answer() answer: AnswerHeaders,
  ): Promise<TemplateWriteAnswer> {
    const target = { template, ifMatch };
    const command = new PublishTemplate(commandMeta(context, key), target, writtenDefinition(body));
    return await this.answer(await this.commands.execute(command), context, answer);
  }

  @Get(':template/export')
  @Needs('templates:read')
  @ApiOperation({
    summary: 'A template as text',
    description:
      'An imported one comes as the document it was, changed only where the version says something else.',
  })
  @ApiOkResponse({
    content: {
      'text/markdown': { schema: { type: 'string', example: '# Go-live\n\n- [ ] Test the restore\n' } },
      'text/plain': { schema: { type: 'string', example: '[ ] Test the restore\n' } },
    },
  })
  async export(
    @Param('template') template: string,
    @Query() query: VersionQuery,
    @Context() context: RequestContext,
    @Answer() answer: AnswerHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { text, mediaType, position, sequence } = await this.queries.execute(
      new ExportTemplate(context.principal.tenant, template, query.version ?? null),
    );
    answer.position(position).etag(sequence);
    void reply.type(`${mediaType}; charset=utf-8`);
    return Buffer.from(text);
  }

  private async one(
    context: RequestContext,
    answer: AnswerHeaders,
    template: string,
    version: number | null,
    query: ReadQuery,
  ): Promise<TemplateAnswer> {
    const { value, position, setAside } = await this.queries.execute(
      new GetTemplate(context.principal.tenant, template, version, query.consistency ?? 'current'),
    );
    answer.position(position).setAside(setAside).etag(value.sequence);
    return value;
  }

  private async answer(
    done: Appended,
    context: RequestContext,
    answer: AnswerHeaders,
  ): Promise<TemplateWriteAnswer> {
    const event = done.events[0];
    const version = Number(event?.payload['version']);
    const { value, setAside } = await readAfterWrite((consistency) =>
      this.queries.execute(
        new GetTemplate(context.principal.tenant, event?.stream.id ?? '', version, consistency),
      ),
    );
    answer.setAside(setAside).etag(value.sequence).location(`/v1/templates/${value.key}/versions/${version}`);
    return writeAnswer(done, value);
  }
}
