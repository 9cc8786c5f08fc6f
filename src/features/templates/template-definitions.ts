import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import {
  asTemplateEvent,
  type ItemDefinition,
  type SectionDefinition,
  type TemplateDefinition,
  type TemplateEvent,
} from './template.events.js';

/** An item of a template version, with the section it stands in. */
export interface DefinedItem {
  readonly item: ItemDefinition;
  readonly section: SectionDefinition;
  /** Id of the item above it. */
  readonly parent: string | null;
}

/** A published template version, ready for looking items up. */
export interface PublishedVersion {
  readonly definition: TemplateDefinition;
  readonly contentHash: string;
  readonly source: TemplateEvent['payload']['source'];
  /** By id and, case-folded, by key. */
  find(ref: string): DefinedItem | null;
}

/** Versions kept in memory: a version never changes, so an entry is never stale. */
const KEPT = 200;

/** Template versions by the position of their event: what commands on items look wording up in. */
@Injectable()
export class TemplateDefinitions {
  private readonly kept = new Map<string, PublishedVersion>();

  constructor(private readonly store: EventStore) {}

  /** Throws where the position holds no template version: a checklist cannot name one. */
  async at(tenant: string, position: number): Promise<PublishedVersion> {
    const key = `${tenant}/${position}`;
    const kept = this.kept.get(key);
    if (kept) return kept;
    const [recorded] = await this.store.readPositions(tenant, [position]);
    const event = recorded && asTemplateEvent(recorded);
    if (!event) throw new Error(`position ${position} holds no template version`);
    const version = publishedVersion(event.payload);
    this.kept.set(key, version);
    const oldest = this.kept.keys().next();
    if (this.kept.size > KEPT && !oldest.done) this.kept.delete(oldest.value);
    return version;
  }
}

function publishedVersion({ definition, content_hash, source }: TemplateEvent['payload']): PublishedVersion {
  const found = new Map<string, DefinedItem>();
  const add = (item: ItemDefinition, section: SectionDefinition, parent: string | null): void => {
    const defined = { item, section, parent };
    for (const child of item.items) add(child, section, item.id);
    found.set(item.id, defined);
    found.set(foldKey(item.key), defined);
  };
  for (const section of definition.sections) for (const item of section.items) add(item, section, null);
  return {
    definition,
    contentHash: content_hash,
    source,
    find: (ref) => found.get(ref) ?? found.get(foldKey(ref)) ?? null,
  };
}

function foldKey(key: string): string {
  return key.normalize('NFC').toLowerCase();
}
