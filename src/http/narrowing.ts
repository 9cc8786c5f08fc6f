import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';
import { stateOf } from './request-state.js';
import type { Scope } from './scopes.js';

const NARROWS = Symbol('route that narrows to projects');

/** Extension that `openapi.ts` reads, and leaves in the document. */
export const NARROWS_EXTENSION = 'x-narrowed-to-projects';

/** Lets callers in that have the scope of a route in some project: for what is the same whatever the projects. */
export function Narrows(): MethodDecorator {
  return (target, key, method) => {
    Reflect.defineMetadata(NARROWS, true, method.value as object);
    ApiExtension(NARROWS_EXTENSION, true)(target, key, method);
  };
}

/** Whether a route answers callers with rights in single projects with what lies in those. */
export function narrows(context: ExecutionContext): boolean {
  return Reflect.getMetadata(NARROWS, context.getHandler()) === true;
}

/** Ids of the projects that the caller has a scope in, in order. */
export function projectsWith({ projects }: Principal, scope: Scope): string[] {
  return [...(projects ?? [])]
    .filter(([, scopes]) => scopes.has(scope))
    .map(([id]) => id)
    .sort();
}

/**
 * Parameter decorator: ids of the projects (`readonly string[]`) that the answer has to keep to, null for the whole tenant.
 * It is what lets callers with rights in single projects in (see Narrows), so none comes in whom the handler does not see.
 */
export const Within: () => ParameterDecorator = () =>
  createParamDecorator(
    (_: unknown, context: ExecutionContext) =>
      stateOf(context.switchToHttp().getRequest<FastifyRequest>()).within,
    [
      (target, key) => {
        const method = Object.getOwnPropertyDescriptor(target, key as string) as PropertyDescriptor;
        Narrows()(target, key as string, method);
      },
    ],
  )();
