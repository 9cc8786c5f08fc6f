import { Refusal } from '../../../eventstore/refusal.js';
import { isKey, KEY_LENGTH, shorten, slug } from '../parsing/slug.js';
import type { TemplateDefinition } from '../template.events.js';

/** A definition is part of its event, so it has to stay small enough for one. In UTF-16 units of JSON. */
const MAX_DEFINITION = 1024 * 1024;

/** The key of a template that is called so. Refuses (invalid) a name without letters and digits. */
export function templateKey(name: string): string {
  const folded = name.normalize('NFC').toLowerCase();
  const key = isKey(folded) ? folded : shorten(slug(name), KEY_LENGTH);
  if (!isKey(key))
    throw new Refusal(
      'invalid',
      `no key can be made of "${name}": give a name with letters or digits`,
      '/name',
    );
  return key;
}

/** Refuses (limit_reached) a definition that is too large for its event. */
export function refuseLargeDefinition(definition: TemplateDefinition): void {
  if (JSON.stringify(definition).length > MAX_DEFINITION)
    throw new Refusal(
      'limit_reached',
      'the template is over 1 MiB as JSON: split it, or shorten its descriptions',
    );
}
