import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';

const PROJECTION_STATES = sqlFile(import.meta.url, './sql/projection-states.sql');

/** How far a projection has read a tenant's log, and what it could not take. */
export interface ProjectionStateView {
  name: string;
  version: number;
  /** Position of the newest event it reflects; -1 for none. */
  position: number;
  /** Events behind the log's head. */
  lag: number;
  updated_at: string | null;
  failed_events: { retrying: number; given_up: number; dismissed: number };
}

interface StateRow {
  readonly projection: string;
  readonly version: number;
  readonly position: number;
  readonly head: number;
  readonly updated_at: string;
  readonly retrying: number;
  readonly given_up: number;
  readonly dismissed: number;
}

/** The state of every projection of this version, for one tenant. */
export class ListProjections extends Query<ProjectionStateView[]> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(ListProjections)
export class ListProjectionsHandler implements IQueryHandler<ListProjections> {
  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly database: Database,
  ) {}

  async execute({ tenant }: ListProjections): Promise<ProjectionStateView[]> {
    const rows = await inTenant(this.database.read, tenant, 'read', (sql) =>
      sql.unsafe<StateRow[]>(PROJECTION_STATES, [tenant]),
    );
    return this.registry.names().map((name) => {
      const { version } = this.registry.projector(name).projection;
      const row = rows.find((entry) => entry.projection === name && entry.version === version);
      const head = row?.head ?? rows[0]?.head ?? 0;
      const { retrying = 0, given_up = 0, dismissed = 0 } = row ?? {};
      return {
        name,
        version,
        position: (row?.position ?? 0) - 1,
        lag: head - (row?.position ?? 0),
        updated_at: row?.updated_at ?? null,
        failed_events: { retrying, given_up, dismissed },
      };
    });
  }
}
