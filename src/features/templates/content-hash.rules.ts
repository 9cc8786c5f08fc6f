import { createHash } from 'node:crypto';
import { canonicalize } from '../../transparency/canonical-json.js';
import type { JsonValue } from '../../transparency/canonical-json.js';
import { rulesOf } from './item-rules.rules.js';
import type { ConditionDefinition, ItemRules, Threshold } from './template.events.js';

/** What an item asks for: the part that makes an attestation stale when it changes. */
export interface Wording {
  title: string;
  description?: string;
  links?: readonly { title: string; url: string }[];
  level: string;
  threshold?: Threshold;
}

// The shapes of template.events.ts, named here so that the events may show these functions as theirs.
interface HashedItem extends Wording, ItemRules {
  key: string;
  phase: string;
  settled_by?: string;
  claimed?: boolean;
  items: readonly HashedItem[];
}

interface HashedDefinition {
  title: string;
  description?: string;
  conditions?: readonly ConditionDefinition[];
  sections: readonly { key: string; title: string; path: readonly string[]; items: readonly HashedItem[] }[];
  sign_offs: readonly { role: string; title: string }[];
}

/**
 * SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of a template's content: everything
 * but ids and where it stood in its source, so a text that was only reflowed has the same hash.
 */
export function definitionHash(definition: HashedDefinition): string {
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
    ...(definition.conditions?.length && {
      conditions: definition.conditions.map(({ key, question }) => ({ key, question })),
    }),
  });
}

/** SHA-256 (lower-case hex) over the canonical JSON (RFC 8785) of title, description, links, level and threshold. */
export function wordingHash(item: Wording): string {
  return sha256(wording(item));
}

function wording(item: Wording): { [key: string]: JsonValue } {
  return {
    title: item.title,
    description: item.description ?? null,
    links: (item.links ?? []).map((link) => ({ title: link.title, url: link.url })),
    level: item.level,
    ...(item.threshold && { threshold: { ...item.threshold } }),
  };
}

function content(item: HashedItem): JsonValue {
  return {
    ...wording(item),
    key: item.key,
    phase: item.phase,
    settled_by: item.settled_by ?? null,
    claimed: item.claimed ?? false,
    ...rulesOf(item),
    items: item.items.map((child) => content(child)),
  };
}

function sha256(value: JsonValue): string {
  return createHash('sha256').update(canonicalize(value), 'utf8').digest('hex');
}
