import { createHash } from 'node:crypto';
import { canonicalize } from '../../../transparency/canonical-json.js';
import type { JsonValue } from '../../../transparency/canonical-json.js';
import type { ItemDefinition, Link, TemplateDefinition } from '../template.events.js';

/** What an item asks for: the part that makes an attestation stale when it changes. */
export type Wording = Pick<ItemDefinition, 'title' | 'description' | 'links' | 'level'>;

/**
 * SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of a template's content: everything
 * but ids and where it stood in its source, so a text that was only reflowed has the same hash.
 */
export function definitionHash(definition: TemplateDefinition): string {
  return sha256({
    title: definition.title,
    description: definition.description ?? null,
    sections: definition.sections.map((section) => ({
      key: section.key,
      title: section.title,
      path: section.path,
      items: section.items.map((item) => content(item)),
    })),
    sign_offs: definition.sign_offs.map(({ role, title }) => ({ role, title })),
  });
}

/** SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of title, description, links and level. */
export function wordingHash(item: Wording): string {
  return sha256(wording(item));
}

function wording(item: Wording): { [key: string]: JsonValue } {
  return {
    title: item.title,
    description: item.description ?? null,
    links: (item.links ?? []).map((link: Link) => ({ title: link.title, url: link.url })),
    level: item.level,
  };
}

function content(item: ItemDefinition): JsonValue {
  return {
    ...wording(item),
    key: item.key,
    phase: item.phase,
    settled_by: item.settled_by ?? null,
    claimed: item.claimed ?? false,
    items: item.items.map((child) => content(child)),
  };
}

function sha256(value: JsonValue): string {
  return createHash('sha256').update(canonicalize(value), 'utf8').digest('hex');
}
