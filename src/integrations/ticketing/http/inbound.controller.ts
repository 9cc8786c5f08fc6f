import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../../http/access.decorators.js';
import { AlsoAnswers } from '../../../http/openapi-errors.js';
import { HttpProblem } from '../../../http/problem.js';
import { headerOf } from '../../../http/request-state.js';
import { TicketingFailed } from '../connector-errors.js';
import { InboundCalls } from '../inbound-calls.js';
import { TooManyCalls } from '../jobs/call-store.js';
import { ConnectionPathOf } from './connection.dto.js';
import { InboundAnswer } from './connection-answers.dto.js';

/** A connection that rests is seen to by somebody; until then there is no use in asking every second. */
const FULL_RETRY_SECONDS = '300';

@ApiTags('Ticketing')
@Controller('v1/ticketing/inbound')
export class InboundController {
  constructor(private readonly calls: InboundCalls) {}

  @Post(':connection')
  @HttpCode(202)
  @Public()
  @AlsoAnswers(401)
  @ApiBody({ schema: { type: 'object', additionalProperties: true, example: { issue: { number: 12 } } } })
  @ApiOperation({
    summary: 'Where a ticket system calls',
    description:
      'Takes no key: each system proves itself as its guide says, over the body as it was sent. What was taken is kept before this answers, also while the connection rests.',
  })
  async take(@Param() path: ConnectionPathOf, @Req() request: FastifyRequest): Promise<InboundAnswer> {
    const headers = Object.fromEntries(
      Object.keys(request.headers).map((name) => [name, headerOf(request, name)] as const),
    );
    const call = { headers, body: request.rawBody ?? Buffer.alloc(0), now: Date.now() };
    try {
      return { accepted: await this.calls.take(path.connection, call) };
    } catch (error) {
      throw problemOf(error);
    }
  }
}

/** One answer to all that is not proven, whether the connection is there or not: who asks is told nothing. */
function problemOf(error: unknown): unknown {
  if (error instanceof TooManyCalls)
    return new HttpProblem('unavailable', `${error.message}. Send this one again later.`, {
      headers: { 'retry-after': FULL_RETRY_SECONDS },
    });
  if (!(error instanceof TicketingFailed)) return error;
  if (error.code === 'unverified' || error.code === 'unsupported')
    return new HttpProblem('unverified', 'The call bears no proof that it comes from the ticket system.');
  // What a system sends is read when it is verified: anything else is about its own shape.
  return new HttpProblem('invalid', error.message);
}
