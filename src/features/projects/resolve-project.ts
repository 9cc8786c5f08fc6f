import type { EventStore } from '../../eventstore/eventstore.js';
import { resolveId } from '../../eventstore/resolve.js';
import { PROJECT_NAME } from './project.events.js';

/** The id of a project that is given by key or id. Throws Refusal not_found for a key that nobody has. */
export async function resolveProject(store: EventStore, tenant: string, ref: string): Promise<string> {
  return await resolveId(store, tenant, {
    what: 'project',
    idPrefix: 'prj_',
    nameKind: PROJECT_NAME,
    name: ref,
    ref,
  });
}
