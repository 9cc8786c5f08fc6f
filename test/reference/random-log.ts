import type { ActorKind, EventData, RecordedEvent, StreamRef } from '../../src/eventstore/event.js';
import type { By } from '../../src/features/access/person.rules.js';
import type { TemplateDefinition } from '../../src/features/templates/template.events.js';
import { recordedEvent } from '../support/given.js';
import { PROJECT } from './item-in.js';
import { PEOPLE } from './random-parts.js';

/** A log that is written by hand: one template with its versions, and a clock. */
export class RandomLog {
  readonly events: RecordedEvent[] = [];
  protected readonly versions: { definition: TemplateDefinition; position: number }[] = [];
  private minutes = 0;
  private ids = 0;

  get now(): string {
    return new Date(Date.UTC(2025, 0, 1) + this.minutes * 60_000).toISOString().replace('Z', '000Z');
  }

  get position(): number {
    return this.events.length - 1;
  }

  protected wait(minutes: number): void {
    this.minutes += minutes;
  }

  protected applied(version: number) {
    return {
      key: 'go-live',
      title: 'Go-live',
      project_key: 'shop',
      template_id: 'tpl_1',
      template_key: 'go-live',
      template_version: version + 1,
      content_hash: `hash-${version}`,
      template_position: this.versions[version]?.position ?? 0,
    };
  }

  protected publish(definition: TemplateDefinition): void {
    const position = this.events.length;
    const payload = {
      key: 'go-live',
      version: this.versions.length + 1,
      definition,
      content_hash: `hash-${this.versions.length}`,
      source: null,
    };
    this.versions.push({ definition, position });
    const data = { type: 'template.version_published', revision: 1, payload } as unknown as EventData;
    this.record({ type: 'template', id: 'tpl_1' }, [data], PEOPLE[0], null);
  }

  protected record(
    stream: StreamRef,
    events: readonly EventData[],
    by: By = { id: 'sys', kind: 'system', person: null },
    project: string | null = PROJECT,
  ): void {
    for (const data of events) {
      const kind: ActorKind = by.kind;
      const sequence = this.events.filter((event) => event.stream.id === stream.id).length + 1;
      this.events.push(
        recordedEvent(data, {
          stream,
          sequence,
          project,
          position: this.events.length,
          actor: { id: by.id, kind },
          createdAt: this.now,
        }),
      );
    }
  }

  protected id(prefix: string): string {
    this.ids += 1;
    return `${prefix}_${this.ids}`;
  }
}
