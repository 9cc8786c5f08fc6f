import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import { exportChecklist, type ExportSource } from '../parsing/export-checklist.js';
import { decodeText } from '../parsing/decode-text.js';
import type { ChecklistMediaType } from '../parsing/parsed-checklist.js';
import { GetTemplate } from './get-template.js';
import { ListTemplates } from './list-templates.js';
import type { TemplateView } from './template-view.js';

export interface ExportedTemplate {
  readonly text: string;
  readonly mediaType: ChecklistMediaType;
  /** The log position that the text reflects. */
  readonly position: number;
  readonly sequence: number;
}

/** A template version as text: its source where it has one, changed only where the version says something else. */
export class ExportTemplate extends Query<ExportedTemplate> {
  constructor(
    readonly tenant: string,
    readonly template: string,
    readonly version: number | null,
  ) {
    super();
  }
}

@QueryHandler(ExportTemplate)
export class ExportTemplateHandler implements IQueryHandler<ExportTemplate> {
  constructor(
    private readonly store: EventStore,
    private readonly queries: QueryBus,
  ) {}

  async execute({ tenant, template, version }: ExportTemplate): Promise<ExportedTemplate> {
    const { value: view, position } = await this.queries.execute(
      new GetTemplate(tenant, template, version, 'current'),
    );
    const source = view.source && (await this.sourceText(tenant, view, view.source));
    const { title, description, conditions, sections, sign_offs } = view;
    const definition = {
      title,
      sections,
      sign_offs,
      ...(description === null ? {} : { description }),
      ...(conditions.length === 0 ? {} : { conditions }),
    };
    return {
      text: exportChecklist(definition, source),
      mediaType: source?.mediaType ?? 'text/markdown',
      position,
      sequence: view.sequence,
    };
  }

  private async sourceText(
    tenant: string,
    view: TemplateView,
    source: NonNullable<TemplateView['source']>,
  ): Promise<ExportSource> {
    const blob = await this.store.getBlob(tenant, source.sha256);
    if (!blob) throw new Error(`the source ${source.sha256} of a template is not kept`);
    const title = await this.importedTitle(tenant, view, source.sha256);
    return { text: decodeText(blob.body), mediaType: source.media_type as ChecklistMediaType, title };
  }

  /** The title of the version that the source was imported as: the first of those in a row that have it. */
  private async importedTitle(tenant: string, view: TemplateView, sha256: string): Promise<string> {
    const all = new ListTemplates(tenant, view.id, -1, view.newest_version, 'current');
    const { value } = await this.queries.execute(all);
    let { title } = view;
    for (const { summary } of value.filter(({ summary: { version } }) => version < view.version)) {
      if (summary.source?.sha256 !== sha256) break;
      title = summary.title;
    }
    return title;
  }
}
