import { applyDecorators, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { AddRouteConfig } from './route-config.js';
import type { Scope } from './scopes.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes no credential, so that its body is read without one. */
    isPublic?: boolean;
  }
}

const PUBLIC = Symbol('public route');
const NEEDS = Symbol('needed scope');

/** Extensions that `openapi.ts` reads. */
export const PUBLIC_EXTENSION = 'x-public';
export const SCOPE_EXTENSION = 'x-required-scope';

/** Marks a route, or all of a controller, as open to everybody. Takes no credential at all. */
export function Public(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(PUBLIC, true),
    AddRouteConfig({ isPublic: true }),
    ApiExtension(PUBLIC_EXTENSION, true),
  );
}

/** The scope that a route, or all of a controller, asks for. A route that names none is refused to everybody. */
export function Needs(scope: Scope): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(NEEDS, scope), ApiExtension(SCOPE_EXTENSION, scope));
}

function metadata(context: ExecutionContext, key: symbol): unknown {
  return Reflect.getMetadata(key, context.getHandler()) ?? Reflect.getMetadata(key, context.getClass());
}

export function isPublic(context: ExecutionContext): boolean {
  return metadata(context, PUBLIC) === true;
}

/** Null for a route that names none. */
export function scopeNeeded(context: ExecutionContext): Scope | null {
  return (metadata(context, NEEDS) as Scope | undefined) ?? null;
}
