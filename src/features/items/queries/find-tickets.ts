import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { textArray } from '../../../database/array-literal.js';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionReader } from '../../../eventstore/projections/projection-reader.js';
import { ItemsProjector } from '../../checklists/checklists.module.js';

const FIND_TICKETS = sqlFile(import.meta.url, './sql/find-tickets.sql');

/** A ticket and the item that it is of, by ids. */
export interface TicketPlace {
  readonly project: string;
  readonly checklist: string;
  readonly item: string;
  readonly ticket: string;
  readonly external_id: string;
}

/** The items that tickets of a connection are linked to, by what the other system knows the tickets by. */
export class FindTickets extends Query<readonly TicketPlace[]> {
  constructor(
    readonly tenant: string,
    readonly connection: string,
    readonly externalIds: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(FindTickets)
export class FindTicketsHandler implements IQueryHandler<FindTickets> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ItemsProjector,
  ) {}

  async execute({ tenant, connection, externalIds }: FindTickets): Promise<readonly TicketPlace[]> {
    const { value } = await this.reader.read(this.projector, tenant, 'current', (sql) =>
      sql.unsafe<TicketPlace[]>(FIND_TICKETS, [tenant, connection, textArray(externalIds)], {
        prepare: true,
      }),
    );
    return value;
  }
}
