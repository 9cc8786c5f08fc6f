import type { ItemEvent } from '../items/item.events.js';
import { wordingHash } from '../templates/content-hash.rules.js';
import type { TemplateDefinition, TemplateEvent } from '../templates/template.events.js';
import { itemsOf } from './upgrade.rules.js';

/** A version as far as claims stand in it. */
interface Document {
  readonly definition: TemplateDefinition;
  readonly source: TemplateEvent['payload']['source'];
}

/** The checklist that claims are taken over into, and the version they stand in. */
interface Into {
  readonly key: string;
  readonly project_key: string;
  readonly template_version: number;
}

/**
 * The boxes that a version's document has ticked, by the ids of their items, as events that take them over. A summary
 * is derived whatever its box says. `known` gives the wording hash of the claim that an item has already: it is not
 * taken over again while the wording is the same.
 */
export function importedClaims(
  { definition, source }: Document,
  { key, project_key, template_version }: Into,
  known: (item: string) => string | null = () => null,
): Map<string, ItemEvent> {
  const claims = new Map<string, ItemEvent>();
  for (const { item } of itemsOf(definition).values()) {
    if (item.claimed !== true || (item.summary !== undefined && item.items.length === 0)) continue;
    const wording_hash = wordingHash(item);
    if (known(item.id) === wording_hash) continue;
    const subject = { project_key, checklist_key: key, item_key: item.key, title: item.title, wording_hash };
    const payload = { ...subject, template_version, source_sha256: source?.sha256 ?? null };
    claims.set(item.id, { type: 'item.claim_imported', revision: 1, payload });
  }
  return claims;
}
