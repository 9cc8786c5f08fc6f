import type { FastifyInstance } from 'fastify';

interface Served {
  readonly pattern: RegExp;
  readonly method: string;
}

/** Knows which methods are served under a path, so that a wrong method is told from an unknown path. */
export class AllowedMethods {
  private readonly served: Served[] = [];

  /** Called before any route is registered. */
  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const name of [method].flat()) this.served.push({ pattern: patternOf(url), method: name });
    });
  }

  /** The methods served under a path, sorted; empty where it is unknown. */
  of(path: string): string[] {
    const methods = this.served.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods)].toSorted();
  }
}

/** A router path such as `/a/:b/*` as an expression: a parameter is one segment that is not empty, a star the rest. */
function patternOf(url: string): RegExp {
  const parts = url.split(/(:[A-Za-z0-9_]+(?:\([^)]*\))?|\*)/);
  const source = parts.map((part) => {
    if (part === '*') return '.*';
    if (part.startsWith(':')) return '[^/]+';
    return part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}
