import { Injectable } from '@nestjs/common';
import { EventStore } from '../../../eventstore/eventstore.js';
import type { CheckState } from '../../../sealing/self-check.js';
import type { Metric } from '../../operations/operations.module.js';
import { type LogEpochView, epochView } from './log-state.js';
import { LogLifecycle } from '../log-lifecycle.js';
import { LogTrees } from './log-trees.js';

type Row = LogEpochView & { readonly tenant: string };

/** The sealing of every tenant's newest epoch for monitoring. */
@Injectable()
export class LogMetrics {
  constructor(
    private readonly store: EventStore,
    private readonly trees: LogTrees,
    private readonly lifecycle: LogLifecycle,
  ) {}

  async collect(): Promise<Metric[]> {
    const rows: Row[] = [];
    for (const tenant of await this.store.tenants()) {
      const newest = (await this.trees.all(tenant)).at(-1);
      if (newest) rows.push({ ...epochView(newest), tenant });
    }
    const gauge = (name: string, help: string, value: (row: Row) => number): Metric => ({
      name,
      type: 'gauge',
      help,
      samples: rows.map((row) => ({ labels: { tenant: row.tenant }, value: value(row) })),
    });
    return [
      gauge('clearance_log_size', "Leaves in the tree of the tenant's log.", ({ size }) => size),
      gauge(
        'clearance_log_checkpoint_size',
        'Leaves under the newest signed checkpoint.',
        (row) => row.checkpoint_size,
      ),
      gauge('clearance_seal_lag_events', 'Events that no signed checkpoint covers yet.', ({ lag }) => lag),
      gauge(
        'clearance_seal_lag_seconds',
        'Age of the oldest event that is not sealed yet; warn from 10, critical from 60.',
        (row) => row.lag_seconds,
      ),
      gauge('clearance_seal_halted', '1 where the sealer refuses to go on: an alarm.', ({ state }) =>
        state === 'halted' ? 1 : 0,
      ),
      ...(await this.ofAnchors(rows)),
      ...this.ofCheck(rows.map(({ tenant }) => tenant)),
    ];
  }

  private async ofAnchors(rows: readonly Row[]): Promise<Metric[]> {
    const anchors = (
      await Promise.all(
        rows.map(async ({ tenant, checkpoint_size: signed }) =>
          (await this.trees.anchors(tenant)).map((state) => ({ ...state, tenant, signed })),
        ),
      )
    ).flat();
    const gauge = (name: string, help: string, value: (row: (typeof anchors)[number]) => number): Metric => ({
      name,
      type: 'gauge',
      help,
      samples: anchors.map((row) => ({
        labels: { tenant: row.tenant, anchor: row.anchor },
        value: value(row),
      })),
    });
    return [
      gauge(
        'clearance_anchor_size',
        'Leaves under the newest checkpoint that the anchor holds.',
        ({ size }) => size,
      ),
      gauge(
        'clearance_anchor_lag_events',
        'Signed events that the anchor holds no checkpoint of yet.',
        ({ size, signed }) => signed - size,
      ),
      gauge('clearance_anchor_failures', 'Failures of the anchor in a row.', ({ failures }) => failures),
    ];
  }

  /** Of the process that keeps the log; another one has nothing to say. */
  private ofCheck(tenants: readonly string[]): Metric[] {
    const checks = tenants.flatMap((tenant) => {
      const check = this.lifecycle.keeper?.checkOf(tenant);
      return check ? [{ tenant, check }] : [];
    });
    const metric = (
      name: string,
      type: Metric['type'],
      help: string,
      value: (check: CheckState) => number,
    ): Metric => ({
      name,
      type,
      help,
      samples: checks.map(({ tenant, check }) => ({ labels: { tenant }, value: value(check) })),
    });
    return [
      metric(
        'clearance_log_check_findings',
        'gauge',
        'What the check of the log against its tree found wrong: above 0 is an alarm.',
        ({ findings }) => findings.length,
      ),
      metric(
        'clearance_log_check_passes_total',
        'counter',
        'Complete passes of that check.',
        ({ passes }) => passes,
      ),
    ];
  }
}
