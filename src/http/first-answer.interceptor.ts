import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { answerHeaders } from './answer.js';
import { claimOf } from './idempotency.js';
import { KeptAnswers } from './kept-answers.js';
import { contextOf } from './request-context.js';
import type { WriteAnswer } from './write-answer.js';

/** Keeps the answer beside the request's key, and gives it again where the request was done before. */
@Injectable()
class FirstAnswerInterceptor implements NestInterceptor {
  constructor(private readonly kept: KeptAnswers) {}

  intercept(context: ExecutionContext, next: CallHandler<WriteAnswer<unknown>>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const claim = claimOf(request);
    if (claim === null) return next.handle();
    const { tenant } = contextOf(request).principal;
    return next.handle().pipe(
      mergeMap(async (given) => {
        const first = await this.kept.first(tenant, claim, given);
        const sequence = sequenceOf(first.resource);
        if (sequence !== null) answerHeaders(context).etag(sequence);
        return first;
      }),
    );
  }
}

function sequenceOf(resource: unknown): number | null {
  if (typeof resource !== 'object' || resource === null || !('sequence' in resource)) return null;
  return typeof resource.sequence === 'number' ? resource.sequence : null;
}

/**
 * Of a write whose `resource` is read when it is answered: a repetition under the same Idempotency-Key is told how it stood
 * at first, not how it stands by now. Not for answers with secrets: those are kept nowhere.
 */
export function FirstAnswer(): MethodDecorator {
  return applyDecorators(UseInterceptors(FirstAnswerInterceptor));
}
