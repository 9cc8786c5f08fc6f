import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionReader } from '../../../eventstore/projections/projection-reader.js';
import { ItemsProjector } from '../../checklists/checklists.module.js';

const OPEN_TICKETS = sqlFile(import.meta.url, './sql/open-tickets.sql');

/** What the other system knows the tickets of a connection by that are not over, behind one of them. */
export class OpenTickets extends Query<readonly string[]> {
  constructor(
    readonly tenant: string,
    readonly connection: string,
    readonly after: string,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(OpenTickets)
export class OpenTicketsHandler implements IQueryHandler<OpenTickets> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
  ) {}

  async execute({ tenant, connection, after, limit }: OpenTickets): Promise<readonly string[]> {
    const { value } = await this.reader.read(this.projector, tenant, 'current', (sql) =>
      sql.unsafe<{ external_id: string }[]>(OPEN_TICKETS, [tenant, connection, after, limit], {
        prepare: true,
      }),
    );
    return value.map((row) => row.external_id);
  }
}
