import type { ServerResponse } from 'node:http';
import {
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Header,
  Headers,
  Logger,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../../../http/access.decorators.js';
import { Drain } from '../../../http/drain.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { headerError, HttpProblem, InvalidRequest } from '../../../http/problem.js';
import { Context, type RequestContext } from '../../../http/request-context.js';
import { PositionAhead, StreamEvents } from '../queries/stream/stream-events.js';
import { EventStreamQuery } from './event-stream.dto.js';
import { eventFilter, KnownEventNames } from './known-event-names.js';
import { openingFrame } from '../queries/stream/sse.js';
import { OpenStreams } from './open-streams.js';
import { StreamOutlet, takesGzip } from './stream-outlet.js';
import { StreamPermissions } from './stream-permissions.js';

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
    private readonly permissions: StreamPermissions,
  ) {}

  @Get()
  @Header('x-accel-buffering', 'no')
  @Needs('log:read')
  @ApiOperation({
    summary: 'Events as they come (server-sent events)',
    description:
      'The `id` is the position: come back with `Last-Event-ID` and nothing is missing or twice. Without it and `after` it ' +
      'begins with what comes next. It begins with the `id` of where it begins, and heartbeats bear that of what was looked at, ' +
      'without data: that is no message, but what a client comes back with. Where the server ends it, a last event `closing` says why. ' +
      'With `Accept-Encoding: gzip` a tenth of the bytes comes.',
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
  @AlsoAnswers(404, 422)
  async stream(
    @Query() query: EventStreamQuery,
    @Context() { principal }: RequestContext,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Headers('accept-encoding') encodings: string | undefined,
    @Req() request: FastifyRequest,
    @Outgoing() outgoing: ServerResponse,
  ): Promise<StreamableFile> {
    const { tenant, credentialId, actor } = principal;
    const after = lastPosition(lastEventId) ?? query.after ?? null;
    await this.names.refuseUnknown(tenant, query);
    const end = this.streams.begin(tenant, credentialId);
    const outlet = new StreamOutlet(outgoing, takesGzip(encodings), () => {
      this.streams.slow += 1;
      this.log.warn(
        { tenant, credential: credentialId },
        'an event stream was ended: its reader does not read',
      );
    });
    try {
      const stream = await this.queries.execute(
        new StreamEvents({
          tenant,
          actorId: actor.id,
          filter: eventFilter(query),
          after,
          isAllowed: (project) => this.permissions.mayStill(request, principal, project),
          outlet,
        }),
      );
      const draining = this.drain.started.subscribe(() => stream.reader.end('shutdown'));
      const over = (): void => {
        draining.unsubscribe();
        end();
        stream.leave().catch((error: unknown) => this.log.error({ err: error }, 'a stream was not left'));
      };
      // Nobody may be there any more.
      if (outgoing.destroyed) over();
      else outgoing.once('close', over);
      outlet.begin(openingFrame(stream.after), () => stream.reader.onReady());
      stream.begin();
      return new StreamableFile(outlet.body, { type: 'text/event-stream' });
    } catch (error) {
      end();
      if (!(error instanceof PositionAhead) || !lastEventId) throw error;
      const { code, message } = error;
      const errors = [headerError('Last-Event-ID', code, message)];
      throw new HttpProblem(code, message, { errors, cause: error });
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
