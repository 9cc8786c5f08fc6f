import { NotValid } from './outcome.js';

/**
 * A small JSON file of an export whose members are texts, or null where that is allowed; others are left out.
 * @throws NotValid
 */
export function textMembers<Name extends string, Nullable extends string = never>(
  bytes: Buffer,
  texts: readonly Name[],
  nullable: readonly Nullable[] = [],
): Record<Name, string> & Record<Nullable, string | null> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new NotValid('it is not JSON', null, { cause: error });
  }
  const members = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  for (const name of texts)
    if (typeof members[name] !== 'string') throw new NotValid(`its ${name} is no text`);
  for (const name of nullable)
    if (typeof members[name] !== 'string' && members[name] !== null)
      throw new NotValid(`its ${name} is neither text nor null`);
  return members as Record<Name, string> & Record<Nullable, string | null>;
}
