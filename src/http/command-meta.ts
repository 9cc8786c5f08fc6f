import type { CommandMeta } from '../eventstore/command-runner.js';
import type { EventSource } from '../eventstore/event.js';
import type { IdempotencyClaim } from '../eventstore/eventstore.js';
import { eventContext, type RequestContext } from './request-context.js';

/** What a command is to know of the request it comes from. */
export function commandMeta(
  context: RequestContext,
  idempotency: IdempotencyClaim | null,
  source: EventSource = context.source,
): CommandMeta {
  return {
    tenant: context.principal.tenant,
    context: eventContext(context, source),
    ...(idempotency ? { idempotency } : {}),
    ...(context.principal.isLongLived === true ? { isLongLivedKey: true } : {}),
  };
}
