import type { Lookup } from '../../eventstore/command-runner.js';
import { resolveId } from '../../eventstore/resolve.js';
import { TEMPLATE_NAME } from './template.events.js';

/** The id of a template that is given by key or id. Throws Refusal not_found for a key that nobody has. */
export async function resolveTemplate(store: Lookup, tenant: string, ref: string): Promise<string> {
  return await resolveId(store, tenant, {
    what: 'template',
    idPrefix: 'tpl_',
    nameKind: TEMPLATE_NAME,
    name: ref,
    ref,
  });
}
