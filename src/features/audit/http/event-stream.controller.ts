import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import {
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Header,
  Headers,
  Logger,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../../../http/access.decorators.js';
import { Drain } from '../../../http/drain.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { InvalidRequest } from '../../../http/problem.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { StreamEvents } from '../queries/stream-events.js';
import { EventStreamQuery } from './event-stream.dto.js';
import { eventFilter, KnownEventNames } from './known-event-names.js';
import { OpenStreams } from './open-streams.js';
import { type ClosingReason, eventStreamText } from './sse.js';
import { watched } from './watched.js';

const HEARTBEAT_MS = 15_000;
/** Whoever takes nothing for so long is not reading. */
const SLOW_MS = 60_000;
/** After so long a stream ends and is asked for anew, so that its credential is looked at again. */
const LONGEST_MS = 3_600_000;
const POSITION = /^(0|[1-9]\d{0,15})$/;

/** Parameter decorator: the answer as it goes out. Fastify's own could be awaited, and would be, until it is sent. */
const Outgoing: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getResponse<FastifyReply>().raw,
);

@ApiTags('Audit')
@Controller('v1/events/stream')
export class EventStreamController {
  private readonly log = new Logger('Event streams');

  constructor(
    private readonly queries: QueryBus,
    private readonly drain: Drain,
    private readonly streams: OpenStreams,
    private readonly names: KnownEventNames,
  ) {}

  @Get()
  @Header('x-accel-buffering', 'no')
  @Needs('log:read')
  @ApiOperation({
    summary: 'Events as they come (server-sent events)',
    description:
      'The `id` is the position: come back with `Last-Event-ID` and nothing is missing or twice. Without it and `after` it ' +
      'begins with what comes next. Heartbeats are comments. Where the server ends it, a last event `closing` says why.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Position of the last event that came.' })
  @ApiOkResponse({
    description: 'Events as GET /v1/events/{position} shows them.',
    content: {
      'text/event-stream': {
        schema: { type: 'string' },
        example: 'id: 42\ndata: {"position":42,"type":"item.checked"}\n\n',
      },
    },
  })
  @AlsoAnswers(404)
  async stream(
    @Query() query: EventStreamQuery,
    @Context() { principal }: RequestContext,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Outgoing() outgoing: ServerResponse,
  ): Promise<StreamableFile> {
    const { tenant, credentialId } = principal;
    const after = lastPosition(lastEventId) ?? query.after ?? null;
    await this.names.refuseUnknown(tenant, query);
    const end = this.streams.begin(tenant, credentialId);
    const gone = new AbortController();
    let reason: ClosingReason | null = null;
    const stop = (why: ClosingReason): void => {
      reason ??= why;
      gone.abort();
    };
    const draining = this.drain.started.subscribe(() => stop('shutdown'));
    const renewal = setTimeout(() => stop('renew'), LONGEST_MS);
    const over = (): void => {
      gone.abort();
      draining.unsubscribe();
      clearTimeout(renewal);
      end();
    };
    outgoing.once('close', over);
    try {
      const { signal } = gone;
      const filter = eventFilter(query);
      const listener = { tenant, credentialId, filter, after, idleMs: HEARTBEAT_MS, signal };
      const { after: from, parts } = await this.queries.execute(new StreamEvents(listener));
      // Nobody is there any more who would close the answer.
      if (outgoing.destroyed) await parts.return();
      const texts = watched(
        eventStreamText(parts, from, () => reason),
        SLOW_MS,
        () => {
          this.streams.slow += 1;
          this.log.warn(
            { tenant, credential: credentialId },
            'an event stream was ended: its reader does not read',
          );
          outgoing.destroy();
        },
      );
      return new StreamableFile(Readable.from(texts, { objectMode: false }), { type: 'text/event-stream' });
    } catch (error) {
      over();
      throw error;
    }
  }
}

function lastPosition(header: string | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (!POSITION.test(header))
    throw InvalidRequest.of(
      'header',
      'Last-Event-ID',
      'position',
      'must be the id of an event of this stream',
    );
  return Number(header);
}
