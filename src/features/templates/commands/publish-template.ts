import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { StaleSequence } from '../../../eventstore/errors.js';
import { type Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { identifyItems } from '../parsing/identify-items.js';
import type { ParsedItem } from '../parsing/parsed-checklist.js';
import { resolveTemplate } from '../resolve-template.js';
import { publishVersion, templateFold } from '../template.js';
import { questionOf } from '../item-rules.rules.js';
import {
  type ConditionDefinition,
  type ItemDefinition,
  type SourceRange,
  TEMPLATE_NAME,
  type TemplateDefinition,
  templateStream,
} from '../template.events.js';
import { definitionHash } from '../content-hash.rules.js';
import { TemplateDefinitions } from '../template-definitions.js';
import { refuseLargeDefinition, templateKey } from './template-key.js';
import { refuseRepeats, type WrittenDefinition, type WrittenItem } from './written-template.js';

/** Publishes a template that is written as JSON: a new one under `key`, or the next version of `template`. */
export class PublishTemplate extends Command<Appended> {
  constructor(
    readonly meta: CommandMeta,
    readonly target:
      { readonly key: string } | { readonly template: string; readonly ifMatch: number | null },
    readonly definition: WrittenDefinition,
  ) {
    super();
  }
}

@CommandHandler(PublishTemplate)
export class PublishTemplateHandler implements ICommandHandler<PublishTemplate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly definitions: TemplateDefinitions,
  ) {}

  async execute({ meta, target, definition }: PublishTemplate): Promise<Appended> {
    return 'key' in target
      ? await this.create(meta, templateKey(target.key), definition)
      : await this.publishNext(meta, target, definition);
  }

  private async create(meta: CommandMeta, key: string, written: WrittenDefinition): Promise<Appended> {
    const id = opaqueId('tpl');
    return await this.runner.run(meta, async (decision) => {
      const definition = identified(written, null);
      refuseLargeDefinition(definition);
      decision.claimName({ kind: TEMPLATE_NAME, name: key, owner: id });
      const contentHash = definitionHash(definition);
      decision.append(
        templateStream(id),
        null,
        publishVersion(null, { key, definition, contentHash, source: null }),
      );
    });
  }

  private async publishNext(
    meta: CommandMeta,
    target: { template: string; ifMatch: number | null },
    written: WrittenDefinition,
  ): Promise<Appended> {
    return await this.runner.run(meta, async (decision) => {
      const id = await resolveTemplate(decision.lookup, meta.tenant, target.template);
      const { state, sequence } = await decision.load(templateStream(id), templateFold);
      const newest = state?.versions.at(-1);
      if (!newest) throw new Refusal('not_found', `there is no template "${target.template}"`, '/template');
      if (target.ifMatch !== null && target.ifMatch !== sequence)
        throw new StaleSequence(templateStream(id), target.ifMatch, sequence);
      const previous = await this.definitions.at(meta.tenant, newest.position);
      const definition = identified(written, previous.definition);
      refuseLargeDefinition(definition);
      const contentHash = definitionHash(definition);
      const { source } = previous;
      decision.append(
        templateStream(id),
        null,
        publishVersion(state, { key: state?.key ?? '', definition, contentHash, source }),
      );
    });
  }
}

/** Gives what was written ids, keys and, where an item was in the previous version, its place in the source. */
function identified(written: WrittenDefinition, previous: TemplateDefinition | null): TemplateDefinition {
  const known = new Map<string, ItemDefinition>();
  const note = (item: ItemDefinition): void => {
    known.set(item.id, item);
    for (const child of item.items) note(child);
  };
  for (const section of previous?.sections ?? []) for (const item of section.items) note(item);

  refuseRepeats(written);
  let line = 0;
  const parse = ({ id, ...item }: WrittenItem, pointer: string): ParsedItem => {
    const before = id === undefined ? undefined : known.get(id);
    if (id !== undefined && !before)
      throw new Refusal(
        'invalid',
        `the version before has no item with the id ${id}; leave ids of new items out`,
        `${pointer}/id`,
      );
    line += 1;
    const key = item.key ?? before?.key;
    return {
      ...item,
      ...(key === undefined ? {} : { key }),
      source: placeholder(line, item.title),
      items: item.items.map((child, index) => parse(child, `${pointer}/items/${index}`)),
    };
  };
  const parsed = {
    ...written,
    sections: written.sections.map((section, at) => ({
      ...section,
      items: section.items.map((item, index) => parse(item, `/sections/${at}/items/${index}`)),
    })),
  };
  const { definition } = identifyItems(parsed, previous, { newId: () => opaqueId('itm') });
  const restore = ({ source: _, ...item }: ItemDefinition): ItemDefinition => {
    const source = known.get(item.id)?.source;
    return { ...item, ...(source ? { source } : {}), items: item.items.map(restore) };
  };
  const headings = new Map((previous?.sections ?? []).map((section) => [section.key, section.source]));
  const sections = definition.sections.map((section) => {
    const source = headings.get(section.key);
    return { ...section, ...(source ? { source } : {}), items: section.items.map(restore) };
  });
  const conditions = questionsKept(definition.conditions, previous);
  return { ...definition, ...(conditions && { conditions }), sections };
}

// Who leaves the questions out means those of the version before; a key alone makes a poor one.
function questionsKept(
  conditions: readonly ConditionDefinition[] | undefined,
  previous: TemplateDefinition | null,
): ConditionDefinition[] | undefined {
  const known = (previous?.conditions ?? []).map(({ key }) => key);
  const place = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  return conditions
    ?.map((condition) => {
      if (condition.question !== questionOf(condition.key)) return condition;
      return previous?.conditions?.find(({ key }) => key === condition.key) ?? condition;
    })
    .toSorted((one, other) => place(one.key) - place(other.key));
}

// Matching wants a source range; what was written as JSON has none.
function placeholder(line: number, title: string): SourceRange {
  return { from_line: line, to_line: line, sha256: createHash('sha256').update(title).digest('hex') };
}
