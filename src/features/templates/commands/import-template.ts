import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner, type Decision } from '../../../eventstore/command-runner.js';
import { NameTaken } from '../../../eventstore/errors.js';
import { type Appended, EventStore } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { decodeText } from '../parsing/decode-text.js';
import type { ItemMatches } from '../parsing/identify-items.js';
import { ChecklistParser } from '../parsing/parse-in-worker.js';
import type { ChecklistCounts, ChecklistMediaType, Diagnostic } from '../parsing/parsed-checklist.js';
import { publishVersion, templateFold } from '../template.js';
import {
  asTemplateEvent,
  TEMPLATE_NAME,
  type TemplateDefinition,
  templateStream,
} from '../template.events.js';
import {
  type ImportOutcome,
  importOutcome,
  provisionalIds,
  publishedBy,
  recordedIds,
  type VersionBefore,
} from './import-outcome.js';
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

/** Gives a generator of opaque ids. */
const newIds = (): (() => string) => () => opaqueId('itm');

@CommandHandler(ImportTemplate)
export class ImportTemplateHandler implements ICommandHandler<ImportTemplate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly parser: ChecklistParser,
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
    if (!options.dryRun) await this.store.putBlob(tenant, text.mediaType, text.body);
    const { fingerprint } = meta.idempotency ?? {};
    const ids = options.dryRun ? (): (() => string) => provisionalIds(fingerprint) : newIds;
    const outcomeAfter = (before: VersionBefore, newId: () => string): ImportOutcome =>
      importOutcome(parsed.definition, before, { sha256, map: options.map, newId });
    const decided: { outcome: (ImportOutcome & { templateId: string | null; key: string }) | null } = {
      outcome: null,
    };

    const publish = async (decision: Decision): Promise<void> => {
      const existing = await this.store.findName(tenant, TEMPLATE_NAME, key);
      const id = existing ?? opaqueId('tpl');
      const { state } = await decision.load(templateStream(id), templateFold);
      const before = await this.versionAt(tenant, state?.versions.at(-1)?.position ?? null);
      const outcome = outcomeAfter(before, ids());
      decided.outcome = { ...outcome, templateId: existing, key: state?.key ?? key };
      if (options.dryRun || outcome.isSame) return decision.keepUnchanged(before?.position ?? null);
      refuseLargeDefinition(outcome.definition);
      if (existing === null) decision.claimName({ kind: TEMPLATE_NAME, name: key, owner: id });
      decided.outcome = { ...decided.outcome, templateId: id };
      decision.append(
        templateStream(id),
        null,
        publishVersion(state, {
          key,
          definition: outcome.definition,
          contentHash: outcome.contentHash,
          source: { sha256, media_type: text.mediaType, repaired: options.repair },
        }),
      );
    };
    const appended = await this.runner.run(meta, publish).catch((error: unknown) => {
      // Somebody else made the template in between: this is its next version then.
      if (error instanceof NameTaken) return this.runner.run(meta, publish);
      throw error;
    });
    if (decided.outcome && !appended.repeated) return { ...decided.outcome, counts, diagnostics, appended };

    // Done before, here or on another node: the first answer is made again from what was the newest version then.
    const [event] = appended.events;
    const published = event ? publishedBy(event) : null;
    const before = published
      ? await this.versionBefore(tenant, published)
      : await this.versionAt(tenant, appended.keptAt ?? null);
    const outcome = outcomeAfter(before, published ? recordedIds(published.definition, before) : ids());
    const told = published ?? { templateId: before?.templateId ?? null, key: before?.key ?? key };
    return { ...outcome, ...told, counts, diagnostics, appended };
  }

  private async versionAt(tenant: string, position: number | null): Promise<VersionBefore> {
    if (position === null) return null;
    const [event] = await this.store.readPositions(tenant, [position]);
    return publishedBy(event);
  }

  private async versionBefore(
    tenant: string,
    { templateId, version }: NonNullable<VersionBefore>,
  ): Promise<VersionBefore> {
    const [events = []] = await this.store.readStreams(tenant, [templateStream(templateId)]);
    const versions = events.filter((event) => asTemplateEvent(event)).map(publishedBy);
    return versions.find((one) => one.version === version - 1) ?? null;
  }
}
