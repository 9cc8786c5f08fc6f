import type { Lookup } from '../../eventstore/command-runner.js';
import { Refusal } from '../../eventstore/refusal.js';
import { resolveId } from '../../eventstore/resolve.js';
import { PROJECT_NAME, projectStream } from './project.events.js';

const ID_PREFIX = 'prj_';

/** The id of a project that is given by key or id. Throws Refusal not_found for one that is not there. */
export async function resolveProject(store: Lookup, tenant: string, ref: string): Promise<string> {
  const id = await resolveId(store, tenant, {
    what: 'project',
    idPrefix: ID_PREFIX,
    nameKind: PROJECT_NAME,
    name: ref,
    ref,
  });
  // A key leads to a project; an id may be made up, and a list of nothing would tell nobody so.
  if (ref.startsWith(ID_PREFIX)) {
    const [events] = await store.readStreams(tenant, [projectStream(id)]);
    if (!events?.length) throw new Refusal('not_found', `there is no project "${ref}"`, '/project');
  }
  return id;
}
