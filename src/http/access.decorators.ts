import { applyDecorators, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { AddRouteConfig } from './route-config.js';
import type { Right } from './rights.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes no credential, so that its body is read without one. */
    isPublic?: boolean;
  }
}

const PUBLIC = Symbol('public route');
const NEEDS = Symbol('needed right');

/** Extensions that `openapi.ts` reads. */
export const PUBLIC_EXTENSION = 'x-public';
export const RIGHT_EXTENSION = 'x-required-right';

/** Marks a route, or all of a controller, as open to everybody. Takes no credential at all. */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(PUBLIC, true),
    AddRouteConfig({ isPublic: true }),
    ApiExtension(PUBLIC_EXTENSION, true),
  );
}

/** The right that a route, or all of a controller, asks for. Default: `read` for GET and HEAD, `write` for the rest. */
export function Needs(right: Right): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(NEEDS, right), ApiExtension(RIGHT_EXTENSION, right));
}

function metadata(context: ExecutionContext, key: symbol): unknown {
  return Reflect.getMetadata(key, context.getHandler()) ?? Reflect.getMetadata(key, context.getClass());
}

export function isPublic(context: ExecutionContext): boolean {
  return metadata(context, PUBLIC) === true;
}

export function rightNeeded(context: ExecutionContext, method: string): Right {
  const marked = metadata(context, NEEDS) as Right | undefined;
  return marked ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
}
