import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Drain } from './drain.js';
import { headerError, HttpProblem } from './problem.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { currentRequest, headerOf, RequestState } from './request-state.js';

// Whether a body follows is not known, since whoever sent this expected something else.
const CLOSE = { connection: 'close' };
/** Bytes of a body that are read, and thrown away, after its request was refused. */
const MOST_AFTER_REFUSAL = 1024 * 1024;

/** Called when an answer has been written, or its client has gone. */
export type AnswerListener = (request: FastifyRequest, reply: FastifyReply, milliseconds: number) => void;

/** Headers that every answer carries; a route may set another Cache-Control. */
export function standardHeaders(requestId: string): Record<string, string> {
  return { ...SECURITY_HEADERS, 'x-request-id': requestId, 'cache-control': 'no-store' };
}

/**
 * Gives each request its state and each answer its standard headers, follows answers for the shutdown, and lets an
 * idempotency key go once its answer is there. Called before any route is registered.
 */
export function addRequestHooks(
  instance: FastifyInstance,
  drain: Drain,
  onAnswered: AnswerListener | null,
): void {
  instance.decorateRequest('state', undefined);
  instance.decorateRequest('rawBody', undefined);
  // Node would answer by itself, without a body; `headFault` does with one.
  instance.server.on('checkExpectation', (request, response) =>
    instance.server.emit('request', request, response),
  );

  instance.addHook('onRequest', (request, reply, done) => {
    const state = new RequestState(request.id, headerOf(request, 'traceparent'));
    request.state = state;
    reply.headers(standardHeaders(state.requestId));
    drain.track(reply.raw);
    if (onAnswered !== null) {
      const start = performance.now();
      reply.raw.once('close', () => onAnswered(request, reply, performance.now() - start));
    }
    currentRequest.run(state, () => done(headFault(request.raw) ?? targetFault(request.url)));
  });

  instance.addHook('onSend', (request, reply, _payload, done) => {
    request.state?.idempotency?.release();
    if (drain.isDraining) reply.header('connection', 'close');
    if (reply.statusCode >= 400) readLittleMore(request.raw);
    done();
  });
}

/**
 * Of a body that was refused before it was there Node would read all, however long, so that the client sees the answer:
 * this reads so much more, and cuts the connection then. Reading it here is what keeps Node from doing so.
 */
function readLittleMore(message: IncomingMessage): void {
  if (message.complete) return;
  let left = MOST_AFTER_REFUSAL;
  message.on('data', (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) message.socket.destroySoon();
  });
}

/**
 * Two credentials, of which nobody can say which one counts; and what Node answers with a bare status: an HTTP/1.1 request without Host (RFC 9112 section 3.2, which refuses two as
 * well), and an Expect that is not 100-continue (RFC 9110 section 10.1.1).
 */
function headFault(message: IncomingMessage): HttpProblem | undefined {
  // Node takes the first of them; what stands before us may have looked at the last.
  if (countOf(message.rawHeaders, 'authorization') > 1) {
    const detail = 'The request has more than one Authorization header.';
    const errors = [headerError('Authorization', 'single', detail)];
    return new HttpProblem('malformed_request', detail, { errors, headers: CLOSE });
  }
  if (message.httpVersion !== '1.1') return undefined;
  const hosts = countOf(message.rawHeaders, 'host');
  if (hosts !== 1) {
    const detail = `The request has ${hosts === 0 ? 'no' : 'more than one'} Host header.`;
    return new HttpProblem('malformed_request', detail, { headers: CLOSE });
  }
  const { expect } = message.headers;
  if (expect === undefined || expect.trim().toLowerCase() === '100-continue') return undefined;
  const detail = 'The header Expect may be 100-continue; nothing else is known here.';
  const errors = [headerError('Expect', 'expectation_failed', detail)];
  return new HttpProblem('expectation_failed', detail, { errors, headers: CLOSE });
}

/** `headersDistinct` would make an object of all headers, for every request. */
function countOf(raw: readonly string[], name: string): number {
  let count = 0;
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.length === name.length && raw[at]?.toLowerCase() === name) count += 1;
  return count;
}

/** U+0000 would reach the database as a fault of its own, and a broken escape in a query as the text that it is. */
function targetFault(target: string): HttpProblem | undefined {
  if (!target.includes('%')) return undefined;
  if (target.includes('%00')) {
    return new HttpProblem('malformed_request', 'The request target holds the character U+0000.');
  }
  try {
    decodeURIComponent(target);
    return undefined;
  } catch {
    return new HttpProblem(
      'malformed_request',
      'The request target holds a percent-encoding that is not UTF-8.',
    );
  }
}
