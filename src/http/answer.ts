import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { etag } from './if-match.js';
import { stateOf } from './request-state.js';
import { splitTarget } from './request-target.js';

/** Sets the headers that an answer of this API carries besides its body. */
export class AnswerHeaders {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  /** ETag: the stream's sequence, for a later If-Match. */
  etag(sequence: number): this {
    void this.reply.header('etag', etag(sequence));
    return this;
  }

  /** Readiness-Position: the log position that the answer reflects. */
  position(position: number): this {
    void this.reply.header('readiness-position', `${position}`);
    return this;
  }

  /** Readiness-Set-Aside: position of the failed event that the rest of what was asked for waits behind; null sets none. */
  setAside(position: number | null): this {
    if (position !== null) void this.reply.header('readiness-set-aside', `${position}`);
    return this;
  }

  /** Readiness-Narrowed: set where the caller's rights are in single projects, and the answer has no more than those. */
  narrowed(): this {
    if (stateOf(this.request).isNarrowed) void this.reply.header('readiness-narrowed', 'projects');
    return this;
  }

  /** Content-Type, where it is another JSON than application/json. */
  type(mediaType: string): this {
    void this.reply.header('content-type', mediaType);
    return this;
  }

  /** Location: the path of what was created. */
  location(path: string): this {
    void this.reply.header('location', encodeURI(path));
    return this;
  }

  /** Link (RFC 8288): the address of the page behind a cursor; null, on the last page, sets none. */
  next(cursor: string | null): this {
    if (cursor !== null) void this.reply.header('link', `<${this.pageAt(cursor)}>; rel="next"`);
    return this;
  }

  private pageAt(cursor: string): string {
    const [path, query] = splitTarget(this.request.url);
    const parameters = new URLSearchParams(query);
    parameters.set('cursor', cursor);
    return `${path}?${parameters.toString()}`;
  }
}

/** Parameter decorator: the AnswerHeaders of the request. */
export const Answer: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => answerHeaders(context),
);

/** The AnswerHeaders of a request. */
export function answerHeaders(context: ExecutionContext): AnswerHeaders {
  const http = context.switchToHttp();
  return new AnswerHeaders(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
}
