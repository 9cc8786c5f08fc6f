import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { sqlFile } from '../../../database/sql-file.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import { readFailure } from '../../../eventstore/read-failure.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { type AttemptEntry, Sender } from '../delivery/attempt.js';
import { existing } from '../webhook.js';
import { WebhookDirectory } from '../webhook-directory.js';

const LIST = sqlFile(import.meta.url, './sql/list-deliveries.sql');

export const DELIVERY_STATES = ['delivered', 'retrying', 'waiting', 'dead'] as const;

interface DeliveryRow {
  readonly position: number;
  readonly event_id: string;
  readonly event_type: string;
  readonly aggregate: string;
  readonly state: string;
  readonly attempts: number;
  readonly attempts_all: number;
  readonly first_at: Date;
  readonly updated_at: Date;
  readonly next_at: Date | null;
  readonly status: number | null;
  readonly error: string | null;
  readonly log: AttemptEntry[];
}

export interface DeliveryView {
  id: number;
  event: { position: number; id: string; type: string; aggregate: string };
  state: string;
  attempts: number;
  attempts_in_all: number;
  first_at: string;
  updated_at: string;
  next_at: string | null;
  status: number | null;
  error: string | null;
  log: AttemptEntry[];
}

/** Deliveries of a webhook before a position, newest first. */
export class GetDeliveries extends Query<DeliveryView[]> {
  constructor(
    readonly tenant: string,
    readonly webhook: string,
    readonly page: { readonly before: number; readonly state: string | null; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(GetDeliveries)
export class GetDeliveriesHandler implements IQueryHandler<GetDeliveries> {
  constructor(
    private readonly directory: WebhookDirectory,
    private readonly database: Database,
  ) {}

  async execute({ tenant, webhook, page }: GetDeliveries): Promise<DeliveryView[]> {
    const known = await this.directory.find(tenant, webhook);
    existing(known?.state ?? null, webhook);
    const parameters = [tenant, webhook, page.before, page.state, page.limit];
    try {
      const rows = await inTenant(this.database.read, tenant, 'read', (sql) =>
        sql.unsafe<DeliveryRow[]>(LIST, parameters, { prepare: true }),
      );
      return rows.map(deliveryView);
    } catch (error) {
      throw readFailure(error);
    }
  }
}

/** One delivery with the body as it would be sent now: what was erased since is not in it. */
export class GetDelivery extends Query<DeliveryView & { body: string }> {
  constructor(
    readonly tenant: string,
    readonly webhook: string,
    readonly position: number,
  ) {
    super();
  }
}

@QueryHandler(GetDelivery)
export class GetDeliveryHandler implements IQueryHandler<GetDelivery> {
  constructor(
    private readonly deliveries: GetDeliveriesHandler,
    private readonly store: EventStore,
    private readonly sender: Sender,
  ) {}

  async execute({ tenant, webhook, position }: GetDelivery): Promise<DeliveryView & { body: string }> {
    const page = { before: position + 1, state: null, limit: 1 };
    const [found] = await this.deliveries.execute(new GetDeliveries(tenant, webhook, page));
    const [event] = await this.store.readPositions(tenant, [position]);
    if (found?.id !== position || !event)
      throw new Refusal('not_found', `the webhook has no delivery ${position}`, '/position');
    return { ...found, body: (await this.sender.message(event)).body };
  }
}

function deliveryView(row: DeliveryRow): DeliveryView {
  return {
    id: row.position,
    event: { position: row.position, id: row.event_id, type: row.event_type, aggregate: row.aggregate },
    state: row.state,
    attempts: row.attempts,
    attempts_in_all: row.attempts_all,
    first_at: row.first_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    next_at: row.next_at?.toISOString() ?? null,
    status: row.status,
    error: row.error,
    log: row.log,
  };
}
