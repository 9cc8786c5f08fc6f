import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../../../http/access.decorators.js';
import { commandMeta } from '../../../http/command-meta.js';
import { Format } from '../../../http/format.js';
import { HttpProblem } from '../../../http/problem.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { NotSigned } from '../../../sealing/manifest-signatures.js';
import { ExportLog } from '../commands/export-log.js';
import { GetCheckpoint } from '../queries/get-checkpoint.js';
import { GetConsistency } from '../queries/get-consistency.js';
import { GetLogKeys } from '../queries/get-log-keys.js';
import { GetProof, NotSealedYet, type ProofView } from '../queries/get-proof.js';
import { GetTile } from '../queries/get-tile.js';
import {
  ConsistencyAnswer,
  ConsistencyQuery,
  EpochQuery,
  ExportQuery,
  LogKeysAnswer,
  ProofAnswer,
} from './log.dto.js';

const TEXT = 'text/plain; charset=utf-8';
const FOR_EVER = 'private, max-age=31536000, immutable';
const CHECKPOINT_EXAMPLE =
  'clearance.example.org/log/default\n57\nGFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=\n\n— …\n';

const text = (example: string) => ({ content: { 'text/plain': { schema: { type: 'string', example } } } });

/** The log as auditors read it: C2SP tlog-tiles behind the caller's credential. */
@ApiTags('Log')
@Controller('v1')
export class LogController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get('log/checkpoint')
  @Needs('log:read')
  @Header('content-type', TEXT)
  @ApiOperation({
    summary: 'The newest signed checkpoint',
    description: 'C2SP tlog-checkpoint: log, size, root.',
  })
  @ApiOkResponse(text(CHECKPOINT_EXAMPLE))
  @AlsoAnswers(404)
  async checkpoint(@Query() { epoch }: EpochQuery, @Context() context: RequestContext): Promise<string> {
    return await this.queries.execute(new GetCheckpoint(context.principal.tenant, epoch ?? null));
  }

  @Get('log/keys')
  @Needs('log:read')
  @ApiOperation({
    summary: 'The public keys of the log',
    description:
      'For comparison alone: take the keys you verify with from the operator, not from the log itself.',
  })
  async keys(@Context() context: RequestContext): Promise<LogKeysAnswer> {
    return { data: await this.queries.execute(new GetLogKeys(context.principal.tenant)) };
  }

  @Get('log/consistency')
  @Needs('log:read')
  @ApiOperation({ summary: 'Proof that a tree begins with a smaller one' })
  @AlsoAnswers(404, 422)
  async consistency(
    @Query() { epoch, from, to }: ConsistencyQuery,
    @Context() context: RequestContext,
  ): Promise<ConsistencyAnswer> {
    const { tenant } = context.principal;
    return await this.queries.execute(new GetConsistency(tenant, epoch ?? null, from, to ?? null));
  }

  @Get('log/tile/*')
  @Needs('log:read')
  @ApiOperation({
    summary: 'A tile of hashes, or a bundle of entries',
    description:
      'C2SP tlog-tiles: `<level>/<index>` and `entries/<index>`, partial ones with `.p/<width>`. Full ones never change.',
  })
  @ApiParam({
    name: 'path',
    description: 'With its slashes.',
    schema: { type: 'string', example: '0/000', maxLength: 200 },
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    content: {
      'application/octet-stream': { schema: { type: 'string', format: 'binary', example: '(bytes)' } },
    },
  })
  async tile(
    @Query() { epoch }: EpochQuery,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const path = (request.url.split('?', 1)[0] ?? '').replace(/^\/v1\/log\//, '');
    const query = new GetTile(context.principal.tenant, epoch ?? null, path);
    const { bytes, isFull } = await this.queries.execute(query);
    if (isFull) void reply.header('cache-control', FOR_EVER);
    return new StreamableFile(bytes, { type: 'application/octet-stream', length: bytes.length });
  }

  @Get('log/export')
  @Needs('log:export')
  @ApiOperation({
    summary: 'The log, a project of it or a period, as an archive that can be checked offline',
    description:
      'A tar in tlog-tiles layout with a signed manifest (docs/export-format.md), streaming; the export is recorded.',
  })
  @ApiOkResponse({
    content: { 'application/x-tar': { schema: { type: 'string', format: 'binary', example: '(bytes)' } } },
  })
  @AlsoAnswers(404, 422)
  async export(@Query() query: ExportQuery, @Context() context: RequestContext): Promise<StreamableFile> {
    const { epoch = null, project = null, from = null, to = null } = query;
    const command = new ExportLog(commandMeta(context, null), { epoch, project, from, to });
    const archive = await this.commands.execute(command).catch((error: unknown) => {
      if (!(error instanceof NotSigned)) throw error;
      const detail = `The export cannot be signed: ${error.message}. Try again.`;
      throw new HttpProblem('not_sealed', detail, { cause: error, headers: { 'retry-after': '5' } });
    });
    return new StreamableFile(Readable.from(archive, { objectMode: false }), {
      type: 'application/x-tar',
      disposition: 'attachment; filename="log-export.tar"',
    });
  }

  @Get('events/:position/proof')
  @Needs('log:read')
  @ApiOperation({
    summary: 'Proof that an event is in the log',
    description:
      'As `text/plain` a `.tlog-proof` file (C2SP tlog-proof). Waits a moment for an event just recorded.',
  })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 0 } })
  @ApiOkResponse({ type: ProofAnswer })
  async proof(
    @Param('position') position: number,
    @Context() context: RequestContext,
    @Format('json', 'text') format: 'json' | 'text',
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProofAnswer | StreamableFile> {
    const proof = await this.proofOf(context.principal.tenant, position);
    if (format === 'json') return proof;
    void reply.header('content-disposition', `attachment; filename="${position}.tlog-proof"`);
    return new StreamableFile(Buffer.from(proof.tlog_proof), { type: TEXT });
  }

  private async proofOf(tenant: string, position: number): Promise<ProofView> {
    try {
      return await this.queries.execute(new GetProof(tenant, position));
    } catch (error) {
      if (!(error instanceof NotSealedYet)) throw error;
      const why = error.halted === null ? 'Try again.' : `It will not be by itself: ${error.halted}`;
      throw new HttpProblem('not_sealed', `The event is recorded, but not sealed yet. ${why}`, {
        cause: error,
        headers: { 'retry-after': error.halted === null ? '2' : '60' },
      });
    }
  }
}
