import type { CommandMeta } from '../../eventstore/command-runner.js';
import type { Actor } from '../../eventstore/event.js';
import { uuidv7 } from '../../eventstore/random.js';

/** What a command of a connection is to know: who acts, through which connection, due to what. */
export function actingMeta(
  tenant: string,
  connectionId: string,
  options: { readonly actor?: string; readonly cause: string; readonly correlation?: string },
): CommandMeta {
  // A member who acts over there is no human here: rules that ask for one are not got round.
  const actor: Actor = { id: options.actor ?? connectionId, kind: 'integration' };
  return {
    tenant,
    context: {
      actor,
      credentialId: connectionId,
      authMethod: 'internal',
      source: 'integration',
      requestId: null,
      correlationId: options.correlation ?? uuidv7(),
      causationId: options.cause,
    },
  };
}
