import type { TenantBody, TenantDetailsBody, UsageBody } from '../../client/schema.js';
import { pairs, seconds } from '../output/text.js';

const NO_LIMIT = 'no limit';
const LIMITS = ['items', 'events_per_day', 'requests_per_minute'] as const;

/** Columns of a table of tenants, whose API says null for a limit that there is not. */
export const LIMIT_CELLS: Readonly<Record<string, (row: unknown) => string>> = Object.fromEntries(
  LIMITS.map((name) => [`limits.${name}`, (row: unknown) => limitWords((row as TenantBody).limits[name])]),
);

/** A tenant with its limits, in lines. */
export function tenantWords({ key, limits }: TenantBody): string {
  return pairs([['Tenant', key], ...LIMITS.map((name) => line(name, limitWords(limits[name])))]);
}

/** A tenant with what it has used up, in lines. */
export function tenantDetailsWords({ key, usage }: TenantDetailsBody): string {
  return pairs([['Tenant', key], ...usageLines(usage)]);
}

/** What is used up of each quota, in lines. */
export function usageWords(usage: UsageBody): string {
  return pairs(usageLines(usage));
}

function usageLines({
  items,
  events_per_day: events,
  requests_per_minute: requests,
}: UsageBody): [string, string][] {
  const share = requests.node_share;
  const isShared = share !== null && share !== requests.limit;
  const here = isShared ? ` (this node: ${requests.used} of ${share})` : '';
  const used = isShared ? null : requests.used;
  return [
    line('items', ofLimit(items.used, items.limit)),
    line('events_per_day', `${ofLimit(events.used, events.limit)}, anew at ${seconds(events.resets_at)}`),
    line('requests_per_minute', `${ofLimit(used, requests.limit)}${here}`),
  ];
}

function line(name: string, value: string): [string, string] {
  const words = name.replaceAll('_', ' ');
  return [`${words.charAt(0).toUpperCase()}${words.slice(1)}`, value];
}

function ofLimit(used: number | null, limit: number | null): string {
  if (used === null) return limitWords(limit);
  return limit === null ? `${used}, ${NO_LIMIT}` : `${used} of ${limit}`;
}

function limitWords(limit: number | null): string {
  return limit === null ? NO_LIMIT : `${limit}`;
}
