import { createHash } from 'node:crypto';
import type { RecordedEvent } from '../../../eventstore/event.js';
import { opaqueId } from '../../../eventstore/random.js';
import { definitionHash } from '../content-hash.rules.js';
import { identifyItems, type ItemMatches } from '../parsing/identify-items.js';
import type { ParsedDefinition } from '../parsing/parsed-checklist.js';
import { asTemplateEvent, type ItemDefinition, type TemplateDefinition } from '../template.events.js';

/** A version of a template with where it is recorded, or null where there is none yet. */
export type VersionBefore = {
  readonly templateId: string;
  readonly key: string;
  readonly version: number;
  readonly definition: TemplateDefinition;
  readonly contentHash: string;
  readonly sourceSha256: string | null;
  readonly position: number;
} | null;

/** What an import comes to: the same for the first request, its repetition and a dry run. */
export interface ImportOutcome {
  readonly version: number;
  readonly definition: TemplateDefinition;
  readonly contentHash: string;
  readonly matches: ItemMatches;
  /** The version before is of these very bytes, read alike: nothing is to be published. */
  readonly isSame: boolean;
}

/** What a text becomes as the version after `before`; `newId` gives the ids of new items, in document order. */
export function importOutcome(
  parsed: ParsedDefinition,
  before: VersionBefore,
  options: {
    readonly sha256: string;
    readonly map: Readonly<Record<string, string>>;
    readonly newId: () => string;
  },
): ImportOutcome {
  const { definition, matches } = identifyItems(parsed, before?.definition ?? null, options);
  const contentHash = definitionHash(definition);
  if (before?.sourceSha256 === options.sha256 && before.contentHash === contentHash)
    return { version: before.version, definition: before.definition, contentHash, matches, isSame: true };
  return { version: (before?.version ?? 0) + 1, definition, contentHash, matches, isSame: false };
}

/** The version that an event published. Throws where it published none. */
export function publishedBy(event: RecordedEvent | undefined): NonNullable<VersionBefore> {
  const published = event && asTemplateEvent(event);
  if (!event || !published)
    throw new Error('an import refers to an event that published no template version');
  const { key, version, definition, content_hash, source } = published.payload;
  return {
    templateId: event.stream.id,
    key,
    version,
    definition,
    contentHash: content_hash,
    sourceSha256: source?.sha256 ?? null,
    position: event.position,
  };
}

/**
 * Ids for the new items of a dry run. A repetition under the same idempotency key makes the same ones; without a key
 * they are any.
 */
export function provisionalIds(fingerprint: Uint8Array | undefined): () => string {
  if (fingerprint === undefined) return () => opaqueId('itm');
  let made = 0;
  return () => {
    const digest = createHash('sha256')
      .update(fingerprint)
      .update(`${(made += 1)}`)
      .digest('hex');
    return `itm_${digest.slice(0, 20)}`;
  };
}

/** The ids that items of `definition` have and those of the version before have not, one a call, in document order. */
export function recordedIds(definition: TemplateDefinition, before: VersionBefore): () => string {
  const known = new Set(before ? idsOf(before.definition) : []);
  const fresh = idsOf(definition).filter((id) => !known.has(id));
  return () => fresh.shift() ?? opaqueId('itm');
}

function idsOf(definition: TemplateDefinition): string[] {
  const below = (item: ItemDefinition): string[] => [item.id, ...item.items.flatMap(below)];
  return definition.sections.flatMap((section) => section.items.flatMap(below));
}
