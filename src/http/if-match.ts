import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest } from './problem.js';
import { headerOf } from './request-state.js';

/** The strong ETag of a stream at a sequence, such as `"7"`. */
export function etag(sequence: number): string {
  return `"${sequence}"`;
}

const STRONG = /^"(0|[1-9]\d{0,15})"$/;

/**
 * The sequence that an `If-Match` header (RFC 9110 section 13.1.1) asks for; null without one, and for `*`, which
 * asks only that the thing is there.
 * @throws InvalidRequest for weak tags, lists and what no ETag of this API looks like
 */
export function expectedSequence(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const sequence = Number(STRONG.exec(header.trim())?.[1]);
  if (!Number.isSafeInteger(sequence)) {
    throw InvalidRequest.of(
      'header',
      'If-Match',
      'etag',
      'must be one strong ETag as this API gives it, such as "7"',
    );
  }
  return sequence;
}

const describe: ParameterDecorator = (target, key) => {
  const method = Object.getOwnPropertyDescriptor(target, key as string) as PropertyDescriptor;
  const description =
    'The ETag that the decision was made on; another newest one is a 412 with the events since.';
  ApiHeader({ name: 'If-Match', required: false, description })(target, key as string, method);
};

/** Parameter decorator: the expected sequence, or null. */
export const IfMatch: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    expectedSequence(headerOf(context.switchToHttp().getRequest<FastifyRequest>(), 'if-match')),
  [describe],
);
