import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import { uuidv7 } from '../eventstore/random.js';
import { BODY_LIMIT } from './body-parsers.js';
import type { ProblemCode } from './problem-codes.js';
import { sendProblem } from './problem.filter.js';
import { HttpProblem } from './problem.js';
import { standardHeaders } from './request-hooks.js';
import { requestIdOf } from './request-state.js';

const SECOND = 1000;
/** A key has 64 characters at most; in the path each may be written as several. */
export const LONGEST_PATH_MEMBER = 200;

/**
 * Options for the Fastify adapter. The time limits end slow requests within about a second of their time; without
 * `connectionsCheckingInterval` Node looks only every 30 s.
 */
export function fastifyOptions(trustedProxies: readonly string[] = []): FastifyHttpOptions<RawServerDefault> {
  return {
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    logger: false,
    genReqId: requestIdOf,
    // Fastify would take the header as it comes; `requestIdOf` looks at it first.
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 10 * SECOND,
    keepAliveTimeout: 5 * SECOND,
    // Its own answer is no problem document; whether requests are still taken is up to `closeGracefully`.
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_PATH_MEMBER },
    http: {
      headersTimeout: 5 * SECOND,
      connectionsCheckingInterval: SECOND,
      // Its own answer has no body; `request-hooks.ts` refuses what has no Host.
      requireHostHeader: false,
    },
    frameworkErrors: answerRouterError,
    clientErrorHandler: answerBrokenRequest,
  };
}

/** Errors that the router finds before any hook has run. */
function answerRouterError(error: { code: string }, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(routerProblem(error.code), request, reply);
}

function routerProblem(code: string): HttpProblem {
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return new HttpProblem('uri_too_long', `A name in the path may have ${LONGEST_PATH_MEMBER} characters.`);
  }
  return new HttpProblem('malformed_request', 'The path holds a percent-encoding that is not UTF-8.');
}

const CLIENT_ERRORS: Readonly<Record<string, [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The request line and the headers may have 16 KiB.'],
};

/** What is no HTTP gets its answer on the bare socket: there is neither request nor reply. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable && !hasBegunAnswer(socket)) {
    const [code, detail] = CLIENT_ERRORS[error.code ?? ''] ?? ['malformed_request', 'This is not HTTP.'];
    const problem = new HttpProblem(code, detail);
    const requestId = uuidv7();
    const body = JSON.stringify(problem.body('/', requestId));
    const headers = {
      ...standardHeaders(requestId),
      'content-type': 'application/problem+json',
      'content-length': `${Buffer.byteLength(body)}`,
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`,
    );
  }
  socket.destroy();
}

/** Node keeps the answer being written on the socket, under a name that is not documented but that it uses itself here. */
function hasBegunAnswer(socket: Socket): boolean {
  const { _httpMessage: answer } = socket as Socket & { _httpMessage?: { headersSent: boolean } };
  return answer?.headersSent ?? false;
}
