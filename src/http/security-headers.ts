import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';

const SELF = ["'self'"];
const NONE = ["'none'"];

/** What the pages under /docs need, which are the only ones that there are. */
const policy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: [...SELF, "'unsafe-inline'"],
      imgSrc: [...SELF, 'data:'],
      connectSrc: SELF,
      fontSrc: SELF,
      baseUri: NONE,
      formAction: NONE,
      frameAncestors: NONE,
    },
  },
  frameguard: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
});

/**
 * The headers that keep browsers from doing harm with an answer (OWASP Secure Headers, as helmet has them). They depend on
 * nothing in a request, so they are made once: that is for nothing, and they stand on answers too that no route gave.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = collected();

function collected(): Record<string, string> {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  policy({} as IncomingMessage, answer as unknown as ServerResponse, () => undefined);
  return headers;
}

/** Headers of an answer that a script of another origin may read. */
const EXPOSED = [
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Readiness-Narrowed',
  'Readiness-Position',
  'Readiness-Set-Aside',
  'Retry-After',
  'X-Request-Id',
];
const ASKED = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'Last-Event-ID',
  'traceparent',
  'X-Request-Id',
];

/**
 * Lets scripts of these origins read answers (Fetch standard, CORS); without any, none may. Credentials are API keys and
 * tokens in a header of their own, so cookies are never allowed.
 */
export function allowOrigins(app: NestFastifyApplication, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ASKED,
    exposedHeaders: EXPOSED,
    credentials: false,
    maxAge: 600,
  });
}
