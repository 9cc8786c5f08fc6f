import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { readFailure } from '../../../eventstore/read-failure.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { SecretVault } from '../../secrets/secret-vault.js';
import { type KnownWebhook, WebhookDirectory } from '../webhook-directory.js';

export interface WebhookView {
  id: string;
  name: string;
  origin: string;
  url: string | null;
  status: string;
  cause: string | null;
  status_since: string;
  projects: string[];
  types: string[];
  levels: string[];
  secrets: { id: string; retires_at: string | null }[];
  delivery: {
    position: number;
    lag: number;
    failures: number;
    failing_since: string | null;
    last_success_at: string | null;
    waiting: number;
    dead: number;
  };
  created_at: string;
  created_by: { id: string; kind: string };
  sequence: number;
}

interface ProgressRow {
  readonly webhook: string;
  readonly position: number;
  readonly head: number;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly last_success_at: Date | null;
  readonly waiting: number;
  readonly dead: number;
}

/** Every webhook of a tenant that was not deleted, oldest first, and how far it is; with an id that one alone. */
export class GetWebhooks extends Query<WebhookView[]> {
  constructor(
    readonly tenant: string,
    readonly id: string | null = null,
  ) {
    super();
  }
}

@QueryHandler(GetWebhooks)
export class GetWebhooksHandler implements IQueryHandler<GetWebhooks> {
  constructor(
    private readonly directory: WebhookDirectory,
    private readonly database: Database,
    private readonly vault: SecretVault,
  ) {}

  async execute({ tenant, id }: GetWebhooks): Promise<WebhookView[]> {
    const all = await this.directory.all(tenant);
    const wanted = id === null ? all : all.filter((known) => known.id === id);
    if (id !== null && wanted.length === 0)
      throw new Refusal('not_found', `there is no webhook "${id}"`, '/id');
    const rows = new Map((await this.progress(tenant, id)).map((row) => [row.webhook, row]));
    return await Promise.all(
      wanted.map(async (known) => webhookView(known, rows.get(known.id), await this.url(tenant, known))),
    );
  }

  /** Null where its key is not here. */
  private async url(tenant: string, { id, state }: KnownWebhook): Promise<string | null> {
    const secret = await this.vault.read(tenant, id, state.definition.target.url_secret).catch(() => null);
    return secret?.reveal() ?? null;
  }

  private async progress(tenant: string, id: string | null): Promise<ProgressRow[]> {
    try {
      return await inTenant(
        this.database.read,
        tenant,
        'read',
        (sql) => sql<ProgressRow[]>`
        SELECT c.webhook, c.position, h.next_position AS head, c.failures, c.failing_since, c.last_success_at,
          count(d.position) FILTER (WHERE d.state <> 'dead') AS waiting,
          count(d.position) FILTER (WHERE d.state = 'dead') AS dead
        FROM integrations.webhook_cursors c JOIN eventstore.log_head h ON h.tenant = c.tenant
        LEFT JOIN integrations.webhook_deliveries d ON d.tenant = c.tenant AND d.webhook = c.webhook
          AND d.state IN ('retrying', 'waiting', 'dead')
        WHERE c.tenant = ${tenant} AND (${id}::text IS NULL OR c.webhook = ${id})
        GROUP BY c.tenant, c.webhook, h.next_position`,
      );
    } catch (error) {
      throw readFailure(error);
    }
  }
}

function webhookView(
  { id, state, sequence }: KnownWebhook,
  row: ProgressRow | undefined,
  url: string | null,
): WebhookView {
  const { name, target, filter } = state.definition;
  const position = row?.position ?? state.startsAfter;
  return {
    id,
    name,
    origin: target.origin,
    url,
    status: state.status,
    cause: state.cause,
    status_since: state.statusSince,
    projects: filter.projects.map(({ key }) => key),
    types: filter.types,
    levels: filter.levels,
    secrets: state.secrets.map((secret) => ({ id: secret.id, retires_at: secret.retiresAt })),
    delivery: {
      position,
      lag: Math.max(0, (row?.head ?? 0) - 1 - position),
      failures: row?.failures ?? 0,
      failing_since: row?.failing_since?.toISOString() ?? null,
      last_success_at: row?.last_success_at?.toISOString() ?? null,
      waiting: row?.waiting ?? 0,
      dead: row?.dead ?? 0,
    },
    created_at: state.createdAt,
    created_by: { id: state.createdBy.id, kind: state.createdBy.kind },
    sequence,
  };
}
