import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import { asTemplateEvent, type TemplateDefinition, type TemplateEvent } from './template.events.js';

export interface TemplateVersionState {
  readonly version: number;
  readonly title: string;
  readonly contentHash: string;
  /** SHA-256 of the source bytes, null where it was not imported from text. */
  readonly sourceSha256: string | null;
  readonly repaired: boolean;
  /** Position of its event: where the definition can be read. */
  readonly position: number;
}

export interface TemplateState {
  readonly key: string;
  readonly versions: readonly TemplateVersionState[];
}

/** Null before the first version is published. */
export const templateFold: Fold<TemplateState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asTemplateEvent(recorded);
    if (!event) return state;
    const { key, version, definition, content_hash, source } = event.payload;
    const published = {
      version,
      title: definition.title,
      contentHash: content_hash,
      sourceSha256: source?.sha256 ?? null,
      repaired: source?.repaired ?? false,
      position: recorded.position,
    };
    return { key, versions: [...(state?.versions ?? []), published] };
  },
};

export interface PublishVersion {
  readonly key: string;
  readonly definition: TemplateDefinition;
  readonly contentHash: string;
  readonly source: TemplateEvent['payload']['source'];
}

/** The next version of a template. Refuses one whose content and source are the newest version's. */
export function publishVersion(state: TemplateState | null, command: PublishVersion): TemplateEvent[] {
  const { definition, contentHash, source } = command;
  const newest = state?.versions.at(-1);
  if (newest?.contentHash === contentHash && newest.sourceSha256 === (source?.sha256 ?? newest.sourceSha256))
    throw new Refusal('no_change', `version ${newest.version} has this content already`);
  return [
    {
      type: 'template.version_published',
      revision: 1,
      payload: {
        key: state?.key ?? command.key,
        version: (newest?.version ?? 0) + 1,
        definition,
        content_hash: contentHash,
        source,
      },
    },
  ];
}
