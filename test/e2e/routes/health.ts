import type { RouteSpec, RouteTable } from '../support/route-spec.js';

const health = (path: string): RouteSpec => ({
  right: 'public',
  path,
  status: 200,
  answers: 'other',
  errors: [],
});

/** Open to everybody and without input: what can go wrong is tested with the HTTP foundation. */
export const HEALTH_ROUTES: RouteTable = Object.fromEntries(
  ['/healthz', '/readyz', '/debug/healthz', '/debug/ready', '/metrics', '/debug/metrics'].map((path) => [
    `GET ${path}`,
    health(path),
  ]),
);
