import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  type Consistency,
  ProjectionReader,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { resolveTemplate } from '../resolve-template.js';
import { TemplatesProjector } from '../templates-projector.js';
import { readVersions } from './read-versions.js';
import { templateSummary, type TemplateSummary } from './template-view.js';

export interface TemplateListEntry {
  readonly summary: TemplateSummary;
  /** What pages go by. */
  readonly templatePosition: number;
}

/** Templates in the order they were made, each with its newest version; or all versions of one, newest first. */
export class ListTemplates extends Query<Reflected<TemplateListEntry[]>> {
  constructor(
    readonly tenant: string,
    readonly template: string | null,
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
  ) {
    super();
  }
}

@QueryHandler(ListTemplates)
export class ListTemplatesHandler implements IQueryHandler<ListTemplates> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: TemplatesProjector,
  ) {}

  async execute(query: ListTemplates): Promise<Reflected<TemplateListEntry[]>> {
    const { tenant, after, limit, consistency } = query;
    const template =
      query.template === null ? null : await resolveTemplate(this.store, tenant, query.template);
    const version = template === null ? null : 'all';
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => readVersions(sql, { tenant, template, version, after, limit }),
      template,
    );
    if (template !== null && value.length === 0) {
      const absent = new Refusal('not_found', `there is no template "${query.template}"`, '/template');
      throw whyAbsent(this.projector, reflected.setAside, absent);
    }
    const entries = value.map((row) => ({
      summary: templateSummary(row),
      templatePosition: row.template_position,
    }));
    return { ...reflected, value: entries };
  }
}
