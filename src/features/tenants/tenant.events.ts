import type { RecordedEvent, StreamRef } from '../../eventstore/event.js';
import type { Limits } from './limits.rules.js';

/** What the installation decides on its tenants; kept in the log of its own tenant, `default`. */
export type TenantEvent =
  | { type: 'tenant.added'; revision: 1; payload: { tenant: string } }
  | {
      type: 'tenant.limits_set';
      revision: 1;
      payload: {
        tenant: string;
        before: { [Name in keyof Limits]: Limits[Name] };
        after: { [Name in keyof Limits]: Limits[Name] };
      };
    }
  /** Its first account got a new key, and those that earlier starts or answers brought were revoked. */
  | { type: 'tenant.admin_key_issued'; revision: 1; payload: { tenant: string; key_id: string } };

export const TENANT_EVENT_TYPES: readonly TenantEvent['type'][] = [
  'tenant.added',
  'tenant.limits_set',
  'tenant.admin_key_issued',
];

export function tenantStream(tenant: string): StreamRef {
  return { type: 'tenant', id: tenant };
}

export function asTenantEvent(event: RecordedEvent): TenantEvent | null {
  return TENANT_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as TenantEvent) : null;
}

export function describeTenantEvent({ type, payload }: TenantEvent): string {
  switch (type) {
    case 'tenant.added':
      return `added the tenant ${payload.tenant}`;
    case 'tenant.limits_set':
      return `set the limits of the tenant ${payload.tenant}`;
    case 'tenant.admin_key_issued':
      return `issued an admin key of the tenant ${payload.tenant}`;
  }
}
