import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner, type Decision } from '../../../eventstore/command-runner.js';
import { NameTaken } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { decodeText } from '../parsing/decode-text.js';
import { identifyItems, type ItemMatches } from '../parsing/identify-items.js';
import { ChecklistParser } from '../parsing/parse-in-worker.js';
import type { ChecklistCounts, ChecklistMediaType, Diagnostic } from '../parsing/parsed-checklist.js';
import { publishVersion, templateFold, type TemplateState } from '../template.js';
import {
  asTemplateEvent,
  TEMPLATE_NAME,
  type TemplateDefinition,
  templateStream,
} from '../template.events.js';
import { definitionHash } from '../content-hash.rules.js';
import { TemplateDefinitions } from '../template-definitions.js';
import { refuseLargeDefinition, templateKey } from './template-key.js';

export interface ImportedTemplate {
  /** Empty for a dry run, and where these very bytes are the newest version already. */
  readonly appended: Appended;
  readonly templateId: string | null;
  readonly key: string;
  readonly version: number;
  readonly definition: TemplateDefinition;
  readonly counts: ChecklistCounts;
  readonly diagnostics: readonly Diagnostic[];
  /** How the items stand to those of the version before. */
  readonly matches: ItemMatches;
}

/** Imports a checklist from text as a template's next version; a new template where the name is new. */
export class ImportTemplate extends Command<ImportedTemplate> {
  constructor(
    readonly meta: CommandMeta,
    readonly text: {
      /** The template's key is made of it; null: of the document's title. */
      readonly name: string | null;
      readonly body: Uint8Array;
      readonly mediaType: ChecklistMediaType;
    },
    readonly options: {
      readonly repair: boolean;
      readonly dryRun: boolean;
      /** Corrections of how items are matched with the version before, see identifyItems. */
      readonly map: Readonly<Record<string, string>>;
    },
  ) {
    super();
  }
}

const NOTHING: Appended = { repeated: false, events: [] };

@CommandHandler(ImportTemplate)
export class ImportTemplateHandler implements ICommandHandler<ImportTemplate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly parser: ChecklistParser,
    private readonly definitions: TemplateDefinitions,
  ) {}

  async execute({ meta, text, options }: ImportTemplate): Promise<ImportedTemplate> {
    const { tenant } = meta;
    const parsed = await this.parser.parse(decodeText(text.body), text.mediaType, {
      repair: options.repair,
      ...(text.name === null ? {} : { name: text.name }),
    });
    const key = templateKey(text.name ?? parsed.definition.title);
    const sha256 = createHash('sha256').update(text.body).digest('hex');
    const { counts, diagnostics } = parsed;
    const outcome: { imported: Omit<ImportedTemplate, 'appended'> | null } = { imported: null };
    if (!options.dryRun) await this.store.putBlob(tenant, text.mediaType, text.body);

    const publish = async (decision: Decision): Promise<void> => {
      const existing = await this.store.findName(tenant, TEMPLATE_NAME, key);
      const id = existing ?? opaqueId('tpl');
      const { state } = await decision.load(templateStream(id), templateFold);
      const previous = await this.previous(tenant, state);
      const { definition, matches } = identifyItems(parsed.definition, previous, {
        newId: () => opaqueId('itm'),
        map: options.map,
      });
      const newest = state?.versions.at(-1);
      const contentHash = definitionHash(definition);
      const same = newest?.sourceSha256 === sha256 && newest.contentHash === contentHash ? newest : null;
      outcome.imported = {
        templateId: existing,
        key: state?.key ?? key,
        version: same?.version ?? (newest?.version ?? 0) + 1,
        definition: (same && previous) ?? definition,
        counts,
        diagnostics,
        matches,
      };
      if (options.dryRun || same) return;
      refuseLargeDefinition(definition);
      if (existing === null) decision.claimName({ kind: TEMPLATE_NAME, name: key, owner: id });
      outcome.imported = { ...outcome.imported, templateId: id };
      decision.append(
        templateStream(id),
        null,
        publishVersion(state, {
          key,
          definition,
          contentHash,
          source: { sha256, media_type: text.mediaType, repaired: options.repair },
        }),
      );
    };
    const appended = await this.runner.run(meta, publish).catch((error: unknown) => {
      // Somebody else made the template in between: this is its next version then.
      if (error instanceof NameTaken) return this.runner.run(meta, publish);
      throw error;
    });
    const { imported } = outcome;
    // A repetition that another node was faster with: what was made up here was never recorded.
    if (!imported || appended.repeated) return await this.repeated(appended, parsed);
    return { ...imported, appended: options.dryRun ? NOTHING : appended };
  }

  private async previous(tenant: string, state: TemplateState | null): Promise<TemplateDefinition | null> {
    const newest = state?.versions.at(-1);
    return newest ? (await this.definitions.at(tenant, newest.position)).definition : null;
  }

  // The same request was done before: what it published is told again, without matching anew.
  private async repeated(
    appended: Appended,
    { counts, diagnostics }: { counts: ChecklistCounts; diagnostics: readonly Diagnostic[] },
  ): Promise<ImportedTemplate> {
    const [event] = appended.events;
    const published = event && asTemplateEvent(event);
    if (!event || !published) throw new Error('a repeated import has no event');
    const { key, version, definition } = published.payload;
    const matches = { kept: [], reworded: [], moved: [], added: [], removed: [] };
    return { appended, templateId: event.stream.id, key, version, definition, counts, diagnostics, matches };
  }
}
