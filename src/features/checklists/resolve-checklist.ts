import type { Lookup } from '../../eventstore/command-runner.js';
import { Refusal } from '../../eventstore/refusal.js';
import { resolveId } from '../../eventstore/resolve.js';
import { CHECKLIST_NAME, checklistName, checklistStream } from './checklist.events.js';

const ID_PREFIX = 'chk_';

/** The id of a project's checklist that is given by key or id. Throws Refusal not_found for one that is not there. */
export async function resolveChecklist(
  store: Lookup,
  tenant: string,
  projectId: string,
  ref: string,
): Promise<string> {
  const id = await resolveId(store, tenant, {
    what: 'checklist',
    idPrefix: ID_PREFIX,
    nameKind: CHECKLIST_NAME,
    name: checklistName(projectId, ref),
    ref,
  });
  // A key leads to a checklist of the project; an id may be made up or be another project's.
  if (ref.startsWith(ID_PREFIX)) {
    const [events] = await store.readStreams(tenant, [checklistStream(id)]);
    if (events?.[0]?.project !== projectId)
      throw new Refusal('not_found', `the project has no checklist "${ref}"`, '/checklist');
  }
  return id;
}
