import type { Lookup } from '../../eventstore/command-runner.js';
import { resolveId } from '../../eventstore/resolve.js';
import { CONNECTION_PREFIX } from './connection.events.js';

/** Kind of the unique names that hold the keys of connections. */
export const CONNECTION_NAME = 'connection';

/** The id of a connection by its key or id. Refuses (not_found) a key that no connection has. */
export async function resolveConnection(store: Lookup, tenant: string, ref: string): Promise<string> {
  const name = ref.normalize('NFC').toLowerCase();
  const reference = { what: 'connection', idPrefix: CONNECTION_PREFIX, nameKind: CONNECTION_NAME, name, ref };
  return await resolveId(store, tenant, reference);
}
