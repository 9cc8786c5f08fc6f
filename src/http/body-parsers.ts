import { applyDecorators } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidJson } from './json-scanner.js';
import { headerError, HttpProblem } from './problem.js';
import { AddRouteConfig } from './route-config.js';
import { parseJson } from './strict-json.js';

const MIB = 1024 * 1024;
export const BODY_LIMIT = MIB;
export const TEXT_BODY_LIMIT = 5 * MIB;

const JSON_TYPES = ['application/json', /^application\/[\w.+-]+\+json(?:;|$)/] as const;
const TEXT_TYPES = ['text/markdown', 'text/plain'] as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes text as it is; `body` is a Buffer. */
    takesText?: boolean;
  }
}

/**
 * Marks a route that takes text/markdown or text/plain up to 5 MiB and no JSON: `@Body() body: Buffer`.
 * @param example a body for the API's description
 */
export function TextBody(example: string): MethodDecorator {
  return applyDecorators(
    AddRouteConfig({ takesText: true }),
    ApiConsumes(...TEXT_TYPES),
    ApiBody({ schema: { type: 'string', example } }),
  );
}

/** Gives the routes that take text their larger limit. Called before any route is registered. */
export function addBodyLimits(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    route.bodyLimit = route.config?.takesText === true ? TEXT_BODY_LIMIT : BODY_LIMIT;
  });
}

/**
 * Replaces the framework's body parsers: JSON is read strictly (application/json and +json types), text is kept as
 * bytes for the routes that take it, anything else is a 415. An empty body is undefined: the route's DTO answers.
 */
export function useBodyParsers(app: NestFastifyApplication): void {
  for (const type of JSON_TYPES) {
    app.useBodyParser(type, {}, (request: FastifyRequest, body: Buffer, done: Done) =>
      done(...readJson(request, body)),
    );
  }
  for (const type of TEXT_TYPES) {
    app.useBodyParser(type, {}, (request: FastifyRequest, body: Buffer, done: Done) =>
      done(...readText(request, body)),
    );
  }
  // The framework would read forms otherwise, which no route takes.
  app.useBodyParser(
    'application/x-www-form-urlencoded',
    {},
    (request: FastifyRequest, _body: Buffer, done: Done) => done(unsupported(request)),
  );
}

type Done = (error: Error | null, body?: unknown) => void;

function readJson(request: FastifyRequest, body: Buffer): Parameters<Done> {
  // Nobody reads the body of what is answered with 404 or 405, and nobody was asked for a key there.
  if (request.is404) return [null, undefined];
  if (takesText(request) || isEncoded(request)) return [unsupported(request)];
  request.rawBody = body;
  if (body.length === 0) return [null, undefined];
  try {
    return [null, parseJson(body)];
  } catch (error) {
    return [error instanceof InvalidJson ? jsonProblem(error) : (error as Error)];
  }
}

function readText(request: FastifyRequest, body: Buffer): Parameters<Done> {
  if (!takesText(request) || isEncoded(request)) return [unsupported(request)];
  return [null, body];
}

function takesText(request: FastifyRequest): boolean {
  return request.routeOptions.config.takesText === true;
}

function isEncoded(request: FastifyRequest): boolean {
  return (request.headers['content-encoding'] ?? 'identity') !== 'identity';
}

function unsupported(request: FastifyRequest): HttpProblem {
  const types = takesText(request) ? TEXT_TYPES.join(' or ') : 'application/json';
  const detail = `The body must be ${types}, without a Content-Encoding.`;
  const header = isEncoded(request) ? 'Content-Encoding' : 'Content-Type';
  return new HttpProblem('unsupported_media_type', detail, {
    errors: [headerError(header, 'unsupported_media_type', detail)],
    headers: { accept: types.replace(' or ', ', ') },
  });
}

function jsonProblem(error: InvalidJson): HttpProblem {
  const errors = [{ pointer: error.pointer, code: error.fault, detail: error.reason }];
  return new HttpProblem('malformed_json', error.message, {
    cause: error,
    errors,
    members: { line: error.line, column: error.column },
  });
}
