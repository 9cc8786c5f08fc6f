import type { Actor } from '../../eventstore/event.js';
import type { CommandMeta, Lookup } from '../../eventstore/command-runner.js';
import { accountStream, asAccessEvent } from './access.events.js';
import type { By } from './person.rules.js';

const MEMBER = 'mem_';

/**
 * The person behind an actor. Who answers for a service account is said once, when it is added, and never changes. What
 * an integration does for a member that it knows counts as the member's; otherwise nobody answers for it.
 */
export async function personBehind(store: Lookup, tenant: string, { id, kind }: Actor): Promise<By> {
  if (kind === 'human' || (kind === 'integration' && id.startsWith(MEMBER))) return { id, kind, person: id };
  if (kind !== 'service') return { id, kind, person: null };
  const [events] = await store.readStreams(tenant, [accountStream(id)]);
  const added = events?.[0] && asAccessEvent(events[0]);
  return { id, kind, person: added?.type === 'access.account_added' ? added.payload.responsible : null };
}

/** Who gives a command, with the kind of credential that some rules look at. */
export async function callerOf(store: Lookup, { tenant, context, isLongLivedKey }: CommandMeta): Promise<By> {
  const by = await personBehind(store, tenant, context.actor);
  return isLongLivedKey === true ? { ...by, isLongLivedKey } : by;
}
