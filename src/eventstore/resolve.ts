import type { Lookup } from './command-runner.js';
import { Refusal } from './refusal.js';

/** How a thing is referred to in a path or body: by its id, or by its key as held in the unique names. */
export interface Reference {
  /** What it is, for people: `project`. */
  readonly what: string;
  /** Prefix of its ids, with the underscore, which no key has. */
  readonly idPrefix: string;
  /** Kind and text of the name that holds its key. */
  readonly nameKind: string;
  readonly name: string;
  /** What the caller wrote. */
  readonly ref: string;
}

/**
 * The id that is meant. An id is taken as it stands: whether it is there shows when its stream is read.
 * Refuses (not_found) a key that nobody has; the pointer is what it is, the name of the member that refers to it.
 */
export async function resolveId(store: Lookup, tenant: string, reference: Reference): Promise<string> {
  if (reference.ref.startsWith(reference.idPrefix)) return reference.ref;
  const id = await store.findName(tenant, reference.nameKind, reference.name);
  if (id === null) {
    const { what, ref } = reference;
    throw new Refusal('not_found', `there is no ${what} "${ref}"`, `/${what}`);
  }
  return id;
}
