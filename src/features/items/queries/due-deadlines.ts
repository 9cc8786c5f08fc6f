import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionReader } from '../../../eventstore/projections/projection-reader.js';
import { ItemsProjector } from '../../checklists/checklists.module.js';

const DUE_DEADLINES = sqlFile(import.meta.url, './sql/due-deadlines.sql');

export interface DeadlineRow {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
  readonly kind: string;
  readonly due_at: string;
  readonly checklist_key: string;
  readonly item_key: string;
  readonly title: string;
  readonly wording_hash: string;
}

/** Moments up to `now` at which something ran out and that nobody has announced, the oldest first. */
export class DueDeadlines extends Query<readonly DeadlineRow[]> {
  constructor(
    readonly tenant: string,
    readonly now: string,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(DueDeadlines)
export class DueDeadlinesHandler implements IQueryHandler<DueDeadlines> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
  ) {}

  async execute({ tenant, now, limit }: DueDeadlines): Promise<readonly DeadlineRow[]> {
    const { value } = await this.reader.read(this.projector, tenant, 'current', (sql) =>
      sql.unsafe<DeadlineRow[]>(DUE_DEADLINES, [tenant, now, limit], { prepare: true }),
    );
    return value;
  }
}
