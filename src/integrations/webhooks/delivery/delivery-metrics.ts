import { Injectable } from '@nestjs/common';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { Metric } from '../../../features/operations/operations.module.js';
import { WebhookDirectory } from '../webhook-directory.js';

const OUTCOMES = ['delivered', 'failed', 'dead'] as const;
const STATUSES = ['active', 'paused', 'disabled'] as const;

interface Row {
  readonly webhook: string;
  readonly lag: number;
  readonly failures: number;
  readonly waiting: number;
  readonly dead: number;
}

/** What monitoring is told of webhooks. */
@Injectable()
export class DeliveryMetrics {
  private readonly counts = new Map<string, number>(OUTCOMES.map((outcome) => [outcome, 0]));

  constructor(
    private readonly store: EventStore,
    private readonly directory: WebhookDirectory,
    private readonly database: Database,
  ) {}

  /** An attempt of this node, and what came of it. */
  count(outcome: (typeof OUTCOMES)[number]): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  async collect(): Promise<Metric[]> {
    const rows: (Row & { tenant: string })[] = [];
    const statuses: { tenant: string; status: string; value: number }[] = [];
    for (const tenant of await this.store.tenants()) {
      const all = await this.directory.all(tenant);
      for (const status of STATUSES)
        statuses.push({ tenant, status, value: all.filter(({ state }) => state.status === status).length });
      const known = new Set(all.map(({ id }) => id));
      const found = all.length === 0 ? [] : await this.rows(tenant);
      rows.push(...found.filter(({ webhook }) => known.has(webhook)).map((row) => ({ ...row, tenant })));
    }
    const gauge = (name: string, help: string, value: (row: Row) => number): Metric => ({
      name,
      type: 'gauge',
      help,
      samples: rows.map((row) => ({
        labels: { tenant: row.tenant, webhook: row.webhook },
        value: value(row),
      })),
    });
    return [
      {
        name: 'clearance_webhook_attempts_total',
        type: 'counter',
        help: 'Attempts of this node to deliver to webhooks, by what came of them; dead: the last one of a delivery.',
        samples: [...this.counts].map(([outcome, value]) => ({ labels: { outcome }, value })),
      },
      {
        name: 'clearance_webhooks',
        type: 'gauge',
        help: 'Webhooks by status.',
        samples: statuses.map(({ tenant, status, value }) => ({ labels: { tenant, status }, value })),
      },
      gauge(
        'clearance_webhook_lag_events',
        'Events of the log that the webhook has not come to yet.',
        ({ lag }) => lag,
      ),
      gauge('clearance_webhook_failures', 'Attempts in a row that failed.', ({ failures }) => failures),
      gauge(
        'clearance_webhook_waiting',
        'Deliveries that failed and are tried again, and those behind them.',
        ({ waiting }) => waiting,
      ),
      gauge('clearance_webhook_dead', 'Deliveries that were given up.', ({ dead }) => dead),
    ];
  }

  private async rows(tenant: string): Promise<Row[]> {
    return await inTenant(
      this.database.read,
      tenant,
      'read',
      (sql) => sql<Row[]>`
      SELECT c.webhook, h.next_position - 1 - c.position AS lag, c.failures,
        count(d.position) FILTER (WHERE d.state <> 'dead') AS waiting,
        count(d.position) FILTER (WHERE d.state = 'dead') AS dead
      FROM integrations.webhook_cursors c JOIN eventstore.log_head h ON h.tenant = c.tenant
      LEFT JOIN integrations.webhook_deliveries d ON d.tenant = c.tenant AND d.webhook = c.webhook
        AND d.state IN ('retrying', 'waiting', 'dead')
      WHERE c.tenant = ${tenant} GROUP BY c.webhook, h.next_position, c.position, c.failures ORDER BY c.webhook`,
    );
  }
}
