import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventStore } from '../../../eventstore/eventstore.js';
import {
  type ReadConsistency,
  ProjectionReader,
  type Reflected,
  whyAbsent,
} from '../../../eventstore/projections/projection-reader.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { resolveTemplate } from '../resolve-template.js';
import { TemplateDefinitions } from '../template-definitions.js';
import { TemplatesProjector } from '../templates-projector.js';
import { readVersions } from './read-versions.js';
import { templateSummary, type TemplateView } from './template-view.js';

/** Beyond it lies what the database cannot count. */
const MOST_VERSIONS = 1_000_000;

/** A template version with what is in it; version null is the newest. Refuses what is not there (not_found). */
export class GetTemplate extends Query<Reflected<TemplateView>> {
  constructor(
    readonly tenant: string,
    readonly template: string,
    readonly version: number | null,
    readonly consistency: ReadConsistency,
  ) {
    super();
  }
}

@QueryHandler(GetTemplate)
export class GetTemplateHandler implements IQueryHandler<GetTemplate> {
  constructor(
    private readonly store: EventStore,
    private readonly reader: ProjectionReader,
    private readonly projector: TemplatesProjector,
    private readonly definitions: TemplateDefinitions,
  ) {}

  async execute(query: GetTemplate): Promise<Reflected<TemplateView>> {
    const { tenant, template, version, consistency } = query;
    const id = await resolveTemplate(this.store, tenant, template);
    if (version !== null && (version < 1 || version > MOST_VERSIONS)) throw await this.notThere(query, id);
    const { value, ...reflected } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => readVersions(sql, { tenant, template: id, version, after: -1, limit: 1 }),
      id,
    );
    const row = value[0];
    if (!row) throw await this.notThere(query, id);
    const { definition } = await this.definitions.at(tenant, row.position);
    const { conditions = [], sections, sign_offs } = definition;
    return { ...reflected, value: { ...templateSummary(row), conditions, sections, sign_offs } };
  }

  /** Whether it is the template or only the version that is not there. */
  private async notThere(
    { tenant, template, version, consistency }: GetTemplate,
    id: string,
  ): Promise<Error> {
    const newest = { tenant, template: id, version: null, after: -1, limit: 1 };
    const { value, setAside } = await this.reader.read(
      this.projector,
      tenant,
      consistency,
      (sql) => readVersions(sql, newest),
      id,
    );
    const absent =
      value.length === 0
        ? new Refusal('not_found', `there is no template "${template}"`, '/template')
        : new Refusal('not_found', `the template "${template}" has no version ${version ?? ''}`, '/version');
    return whyAbsent(this.projector, setAside, absent);
  }
}
