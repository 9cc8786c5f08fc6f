import { Injectable } from '@nestjs/common';
import { plainArray, textArray } from '../../../database/array-literal.js';
import { inTenant } from '../../../database/connection.js';
import { Database } from '../../../database/database.js';
import { sqlFile } from '../../../database/sql-file.js';
import { ProjectionRegistry } from '../../../eventstore/projections/projection-registry.js';
import type { Metric, Sample } from './metrics-text.js';
import { REBUILD_STATES, RebuildStates } from './rebuild-states.js';
import { RequestDurations } from './request-durations.js';

const PROJECTION_LAGS = sqlFile(import.meta.url, './sql/projection-lags.sql');

interface LagRow {
  readonly projection: string;
  readonly epoch: number;
  readonly head: number;
  readonly position: number;
  readonly behind_seconds: number | null;
  readonly retrying: number;
  readonly given_up: number;
  readonly dismissed: number;
}

type TenantRow = LagRow & { readonly tenant: string };

/** What other features have to tell monitoring; they add themselves when they start. */
@Injectable()
export class MetricSources {
  private readonly sources: (() => Promise<Metric[]>)[] = [];

  add(source: () => Promise<Metric[]>): void {
    this.sources.push(source);
  }

  /** A source that fails is left out of the scrape: the database gauge says why. */
  async collect(): Promise<Metric[]> {
    const settled = await Promise.allSettled(this.sources.map((source) => source()));
    return settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  }
}

/** What this node and the log look like to an operator's monitoring. */
@Injectable()
export class Metrics {
  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly rebuilds: RebuildStates,
    private readonly durations: RequestDurations,
    private readonly database: Database,
    private readonly sources: MetricSources,
  ) {}

  /** Without an answer of the database what the node knows by itself is given, and `clearance_database_up` is 0. */
  async collect(): Promise<Metric[]> {
    let rows: TenantRow[] | null = null;
    try {
      rows = await this.rows();
    } catch {
      // The scrape itself is not to fail: the gauge says it.
    }
    return [
      gauge('clearance_database_up', 'Whether the database answered this scrape.', [{ value: rows ? 1 : 0 }]),
      ...(rows ? ofLogs(rows) : []),
      {
        name: 'clearance_projection_errors_total',
        type: 'counter',
        help: 'How often this node could not go on with a projection, failed events apart.',
        samples: this.registry.names().map((projection) => ({
          labels: { projection },
          value: this.registry.errorCount(projection),
        })),
      },
      ...this.ofRebuilds(),
      this.durations.metric(),
      ...(await this.sources.collect()),
      ...ofProcess(),
    ];
  }

  private async rows(): Promise<TenantRow[]> {
    const names = this.registry.names();
    const versions = names.map((name) => this.registry.projector(name).projection.version);
    const rows: TenantRow[] = [];
    for (const tenant of await this.registry.tenants()) {
      const found = await inTenant(this.database.read, tenant, 'read', (sql) =>
        sql.unsafe<LagRow[]>(PROJECTION_LAGS, [tenant, textArray(names), plainArray(versions)], {
          prepare: true,
        }),
      );
      rows.push(...found.map((row) => ({ ...row, tenant })));
    }
    return rows;
  }

  private ofRebuilds(): Metric[] {
    const views = this.registry.names().map((name) => this.rebuilds.of(name));
    return [
      gauge(
        'clearance_rebuild_state',
        'Newest rebuild of a projection on this node: 1 for its state.',
        views.flatMap(({ projection, state }) =>
          REBUILD_STATES.map((one) => ({
            labels: { projection, state: one },
            value: one === state ? 1 : 0,
          })),
        ),
      ),
      gauge(
        'clearance_rebuild_progress_ratio',
        'How far the newest rebuild of a projection has come.',
        views.map(({ projection, progress }) => ({ labels: { projection }, value: progress })),
      ),
      gauge(
        'clearance_rebuild_different_rows',
        'Rows that the newest comparison of a rebuild found on one side alone.',
        views.map(({ projection, differences }) => ({
          labels: { projection },
          value: differences.reduce((sum, entry) => sum + entry.only_live + entry.only_rebuilt, 0),
        })),
      ),
    ];
  }
}

function ofLogs(rows: readonly TenantRow[]): Metric[] {
  const each = (value: (row: TenantRow) => number): Sample[] =>
    rows.map((row) => ({ labels: { projection: row.projection, tenant: row.tenant }, value: value(row) }));
  const heads = new Map(rows.map((row) => [row.tenant, row] as const));
  return [
    {
      name: 'clearance_events_appended_total',
      type: 'counter',
      help: "Events in the current epoch of the tenant's log.",
      samples: [...heads].map(([tenant, { head, epoch }]) => ({
        labels: { tenant },
        value: head - epoch * 2 ** 32,
      })),
    },
    gauge(
      'clearance_projection_lag_events',
      'Events that the projection has not read yet.',
      each(({ head, position }) => head - position),
    ),
    gauge(
      'clearance_projection_lag_seconds',
      'Age of the oldest event that the projection has not read yet.',
      each(({ behind_seconds }) => behind_seconds ?? 0),
    ),
    gauge(
      'clearance_projection_set_aside_partitions',
      'Projects and streams that wait behind an event which the projection could not take.',
      each(({ retrying, given_up }) => retrying + given_up),
    ),
    gauge(
      'clearance_projection_failed_events',
      'Events that the projection could not take, by what becomes of them.',
      rows.flatMap(({ projection, tenant, retrying, given_up, dismissed }) =>
        Object.entries({ retrying, given_up, dismissed }).map(([state, value]) => ({
          labels: { projection, tenant, state },
          value,
        })),
      ),
    ),
  ];
}

function ofProcess(): Metric[] {
  const { user, system } = process.cpuUsage();
  const started = Date.now() / 1_000 - process.uptime();
  return [
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'CPU time of this process.',
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge('process_resident_memory_bytes', 'Memory of this process.', [{ value: process.memoryUsage.rss() }]),
    gauge('process_start_time_seconds', 'When this process started, in Unix time.', [{ value: started }]),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}
