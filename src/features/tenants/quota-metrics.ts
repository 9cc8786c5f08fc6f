import { Injectable } from '@nestjs/common';
import { EventStore } from '../../eventstore/eventstore.js';
import type { Metric } from '../operations/operations.module.js';
import { TenantUsage } from './usage.js';

type Samples = Metric['samples'][number][];

/** How near tenants are to their quotas, for monitoring; what was counted is up to a minute old. */
@Injectable()
export class QuotaMetrics {
  constructor(
    private readonly store: EventStore,
    private readonly usage: TenantUsage,
  ) {}

  /** Throws StoreUnavailable. */
  async collect(): Promise<Metric[]> {
    const used: Samples = [];
    const limits: Samples = [];
    for (const tenant of await this.store.tenants()) {
      const { items, events_per_day } = await this.usage.limits(tenant);
      const counted = {
        items: await this.usage.itemsLately(tenant),
        events_per_day: await this.usage.eventsToday(tenant, Number.MAX_SAFE_INTEGER),
      };
      for (const [quota, value] of Object.entries(counted)) used.push({ labels: { tenant, quota }, value });
      for (const [quota, value] of Object.entries({ items, events_per_day }))
        if (value !== null) limits.push({ labels: { tenant, quota }, value });
    }
    return [
      {
        name: 'clearance_quota_used',
        type: 'gauge',
        help: 'What a tenant has used up of a quota; items as of the last minute.',
        samples: used,
      },
      {
        name: 'clearance_quota_limit',
        type: 'gauge',
        help: 'The limit of a quota; left out where there is none.',
        samples: limits,
      },
    ];
  }
}
