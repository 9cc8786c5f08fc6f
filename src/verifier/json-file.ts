import { NotValid } from './outcome.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A small JSON file of an export whose members are texts, or null where that is allowed. It has those members alone, in
 * that order and without white space, so that no two readers see different things in it.
 * @throws NotValid
 */
export function textMembers<Name extends string, Nullable extends string = never>(
  bytes: Buffer,
  texts: readonly Name[],
  nullable: readonly Nullable[] = [],
): Record<Name, string> & Record<Nullable, string | null> {
  const members = parseOneForm(decoded(bytes), [...texts, ...nullable]);
  for (const name of texts)
    if (typeof members[name] !== 'string') throw new NotValid(`its ${name} is no text`);
  for (const name of nullable)
    if (typeof members[name] !== 'string' && members[name] !== null)
      throw new NotValid(`its ${name} is neither text nor null`);
  return members as Record<Name, string> & Record<Nullable, string | null>;
}

/**
 * An object of JSON in its one form: these members, in this order, as `JSON.stringify` writes them.
 * @throws NotValid
 */
export function parseOneForm(text: string, names: readonly string[]): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotValid('it is not JSON', null, { cause: error });
  }
  const members = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const again = JSON.stringify(Object.fromEntries(names.map((name) => [name, members[name]])));
  if (again !== text) throw new NotValid(`it is not an object of ${names.join(', ')} in its one form`);
  return members;
}

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new NotValid('it is not UTF-8', null, { cause: error });
  }
}
