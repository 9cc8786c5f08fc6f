import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { sqlFile } from '../../../database/sql-file.js';
import type { ActorKind } from '../../../eventstore/event.js';
import {
  ProjectionReader,
  type Consistency,
  type Reflected,
} from '../../../eventstore/projections/projection-reader.js';
import type { ConnectionPlace, ConnectionRules, TicketSystem } from '../connection.events.js';
import { ConnectionsProjector } from '../connections-projector.js';

const CONNECTIONS = sqlFile(import.meta.url, './sql/connections.sql');

/** A connection with all that is known of it, but for its secrets. */
export interface KnownConnection {
  readonly id: string;
  readonly key: string;
  readonly system: TicketSystem;
  readonly rules: ConnectionRules;
  /** Null where it was erased: the connection rests until it is changed. */
  readonly place: ConnectionPlace | null;
  readonly secretId: string;
  readonly inboundSecretId: string | null;
  readonly secretsChangedAt: string;
  readonly createdBy: { readonly id: string; readonly kind: ActorKind };
  readonly createdAt: string;
  readonly changedAt: string;
  /** Of its addition: what happened before is none of its business. */
  readonly position: number;
  readonly sequence: number;
}

/** Connections in the order they were added, behind a position; `ref` (id or key) for one of them. */
export class ListConnections extends Query<Reflected<KnownConnection[]>> {
  constructor(
    readonly tenant: string,
    readonly after: number,
    readonly limit: number,
    readonly consistency: Consistency,
    readonly ref: string | null = null,
  ) {
    super();
  }
}

interface Row {
  readonly connection: string;
  readonly key: string;
  readonly system: TicketSystem;
  readonly rules: string;
  readonly place: string | null;
  readonly secret_id: string;
  readonly inbound_secret_id: string | null;
  readonly secrets_changed_at: string;
  readonly created_by: string;
  readonly created_by_kind: ActorKind;
  readonly created_at: string;
  readonly changed_at: string;
  readonly position: number;
  readonly sequence: number;
}

@QueryHandler(ListConnections)
export class ListConnectionsHandler implements IQueryHandler<ListConnections> {
  constructor(
    private readonly reader: ProjectionReader,
    private readonly projector: ConnectionsProjector,
  ) {}

  async execute({
    tenant,
    after,
    limit,
    consistency,
    ref,
  }: ListConnections): Promise<Reflected<KnownConnection[]>> {
    const folded = ref?.normalize('NFC').toLowerCase() ?? null;
    const { value, ...reflected } = await this.reader.read(this.projector, tenant, consistency, (sql) =>
      sql.unsafe<Row[]>(CONNECTIONS, [tenant, after, limit, folded], { prepare: true }),
    );
    return { ...reflected, value: value.map(known) };
  }
}

function known(row: Row): KnownConnection {
  return {
    id: row.connection,
    key: row.key,
    system: row.system,
    rules: JSON.parse(row.rules) as ConnectionRules,
    place: row.place === null ? null : (JSON.parse(row.place) as ConnectionPlace),
    secretId: row.secret_id,
    inboundSecretId: row.inbound_secret_id,
    secretsChangedAt: row.secrets_changed_at,
    createdBy: { id: row.created_by, kind: row.created_by_kind },
    createdAt: row.created_at,
    changedAt: row.changed_at,
    position: row.position,
    sequence: row.sequence,
  };
}
