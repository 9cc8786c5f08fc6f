import { Body, Controller, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../../../http/access.decorators.js';
import type { IdempotencyClaim } from '../../../eventstore/eventstore.js';
import { Answer, type AnswerHeaders } from '../../../http/answer.js';
import { TextBody } from '../../../http/body-parsers.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Idempotency } from '../../../http/idempotency.js';
import { HttpProblem, InvalidRequest } from '../../../http/problem.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { receiptView } from '../../../http/write-answer.js';
import { type ImportedTemplate, ImportTemplate } from '../commands/import-template.js';
import { ChecklistBadMap, ChecklistError, ChecklistParserBusy } from '../parsing/checklist-errors.js';
import { ImportQuery } from './template.dto.js';
import { ImportAnswer } from './template-answers.dto.js';

const EXAMPLE = `# Go-live of the shop

## HA setup
- [ ] Run three nodes
- [ ] Back up the database
  - [ ] Test the restore
`;

@ApiTags('Templates')
@Controller('v1/templates')
export class TemplateImportController {
  constructor(private readonly commands: CommandBus) {}

  @Post('import')
  @Needs('templates:write')
  @TextBody(EXAMPLE)
  @ApiCreatedResponse({ type: ImportAnswer })
  @ApiOkResponse({
    type: ImportAnswer,
    description: 'A dry run, or the same bytes again: nothing was recorded.',
  })
  @ApiOperation({
    summary: 'Import a checklist from Markdown or plain text',
    description:
      'Becomes the next version of the template of that name. The same bytes again change nothing. ' +
      'What looks broken is reported with its lines and a proposed repair.',
  })
  async import(
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
    @Body() body: Buffer,
    @Context() context: RequestContext,
    @Idempotency() key: IdempotencyClaim | null,
    @Answer() answer: AnswerHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    const contentType = request.headers['content-type'] ?? '';
    const mediaType = contentType.toLowerCase().startsWith('text/plain') ? 'text/plain' : 'text/markdown';
    const dryRun = query.dry_run ?? false;
    const command = new ImportTemplate(
      commandMeta(context, key, 'import'),
      { name: query.name ?? null, body, mediaType },
      { repair: query.repair ?? false, dryRun, map: readMap(query.map) },
    );
    const imported = await this.commands.execute(command).catch((error: unknown) => {
      if (error instanceof ChecklistParserBusy) throw busy(error);
      throw error instanceof ChecklistError ? unreadable(error) : error;
    });
    const isRecorded = imported.appended.events.length > 0;
    void reply.status(isRecorded ? 201 : 200);
    if (isRecorded) answer.location(`/v1/templates/${imported.key}/versions/${imported.version}`);
    return importAnswer(imported, dryRun);
  }
}

function importAnswer(imported: ImportedTemplate, dryRun: boolean): ImportAnswer {
  const { definition, appended } = imported;
  return {
    template: {
      id: imported.templateId,
      key: imported.key,
      version: imported.version,
      title: definition.title,
      sections: definition.sections,
      sign_offs: definition.sign_offs,
    },
    counts: imported.counts,
    diagnostics: [...imported.diagnostics],
    matches: imported.matches,
    dry_run: dryRun,
    position: appended.events.at(-1)?.position ?? null,
    events: appended.events.map(({ id, type, position }) => ({ id, type, position })),
    receipt: receiptView(appended),
  };
}

function readMap(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
    throw InvalidRequest.of('query', 'map', 'map', 'must be pairs such as line:12=network.firewall');
  return Object.fromEntries(pairs as [string, string][]);
}

function busy(error: ChecklistParserBusy): HttpProblem {
  const detail = `${error.atOnce} checklists are being read already. Nothing was done; try again.`;
  return new HttpProblem('unavailable', detail, { cause: error, headers: { 'retry-after': '2' } });
}

function unreadable(error: ChecklistError): HttpProblem {
  if (error instanceof ChecklistBadMap) return InvalidRequest.of('query', 'map', error.code, error.message);
  const line = error.line === undefined ? {} : { line: error.line };
  return new HttpProblem('invalid', error.message, {
    cause: error,
    errors: [{ pointer: '', code: error.code, detail: error.message }],
    members: line,
  });
}
