import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { MemoryTenantLimiter } from '../limiter.js';
import { TenantUsage } from '../usage.js';

const DAY_MS = 86_400_000;

/** A quota, and what of it is used up; limit null: there is none. */
export interface QuotaView {
  used: number;
  limit: number | null;
}

export interface UsageView {
  items: QuotaView;
  events_per_day: QuotaView & { resets_at: string };
  requests_per_minute: {
    used: number | null;
    limit: number | null;
    node_share: number | null;
    resets_at: string | null;
  };
}

/** What a tenant has used up of its quotas, counted now. */
export class GetUsage extends Query<UsageView> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetUsage)
export class GetUsageHandler implements IQueryHandler<GetUsage> {
  constructor(
    private readonly usage: TenantUsage,
    private readonly limiter: MemoryTenantLimiter,
  ) {}

  async execute({ tenant }: GetUsage): Promise<UsageView> {
    const [limits, items, events] = await Promise.all([
      this.usage.limitsNow(tenant),
      this.usage.items(tenant),
      this.usage.eventsNow(tenant),
    ]);
    const midnight = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
    const requests = await this.limiter.requestsOf(tenant, limits.requests_per_minute);
    return {
      items: { used: items, limit: limits.items },
      events_per_day: {
        used: events,
        limit: limits.events_per_day,
        resets_at: new Date(midnight).toISOString(),
      },
      requests_per_minute: {
        used: requests?.used ?? null,
        limit: limits.requests_per_minute,
        node_share: requests?.share ?? null,
        resets_at: requests?.endsAt ?? null,
      },
    };
  }
}
