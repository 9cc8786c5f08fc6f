import type { EventStore } from '../../eventstore/eventstore.js';
import { resolveId } from '../../eventstore/resolve.js';
import { CHECKLIST_NAME, checklistName } from './checklist.events.js';

/** The id of a project's checklist that is given by key or id. Throws Refusal not_found for a key that is not there. */
export async function resolveChecklist(
  store: EventStore,
  tenant: string,
  projectId: string,
  ref: string,
): Promise<string> {
  return await resolveId(store, tenant, {
    what: 'checklist',
    idPrefix: 'chk_',
    nameKind: CHECKLIST_NAME,
    name: checklistName(projectId, ref),
    ref,
  });
}
