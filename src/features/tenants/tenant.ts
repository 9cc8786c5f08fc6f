import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import { DEFAULT_LIMITS, type Limits } from './limits.rules.js';
import { asTenantEvent, type TenantEvent } from './tenant.events.js';

export interface TenantState {
  readonly isAdded: boolean;
  readonly limits: Limits;
}

export const tenantFold: Fold<TenantState> = {
  initial: { isAdded: false, limits: DEFAULT_LIMITS },
  evolve: (state, recorded) => {
    const event = asTenantEvent(recorded);
    switch (event?.type) {
      case 'tenant.added':
        return { ...state, isAdded: true };
      case 'tenant.limits_set':
        return { ...state, limits: event.payload.after };
      case 'tenant.admin_key_issued':
      case undefined:
        return state;
    }
  },
};

/** Refuses (already_exists) one that is there. */
export function addTenant({ isAdded }: TenantState, tenant: string): TenantEvent[] {
  if (isAdded) throw new Refusal('already_exists', `there is a tenant "${tenant}" already`, '/key');
  return [{ type: 'tenant.added', revision: 1, payload: { tenant } }];
}

/** Sets all limits. Refuses (no_change) those it has. */
export function setLimits({ limits: before }: TenantState, tenant: string, after: Limits): TenantEvent[] {
  const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
  if (names.every((name) => before[name] === after[name]))
    throw new Refusal('no_change', `the tenant ${tenant} has these limits already`);
  return [{ type: 'tenant.limits_set', revision: 1, payload: { tenant, before, after } }];
}

export function noSuchTenant(tenant: string): Refusal {
  return new Refusal('not_found', `there is no tenant "${tenant}"`, '/tenant');
}
