import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

type Config = Partial<FastifyContextConfig>;

/**
 * Adds to what hooks and body parsers know of a route, or of all routes of a controller; what other decorators have
 * added stays. A controller's inherited routes are not among them.
 */
export function AddRouteConfig(config: Config): ClassDecorator & MethodDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const methods = descriptor ? [descriptor] : methodsOf(target as { prototype: object });
    for (const method of methods) {
      const handler: unknown = method.value;
      if (typeof handler !== 'function') continue;
      const before = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as Config | undefined;
      RouteConfig({ ...before, ...config })(target, '', method);
    }
  };
}

function methodsOf({ prototype }: { prototype: object }): PropertyDescriptor[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name]) => name !== 'constructor')
    .map(([, descriptor]) => descriptor);
}
