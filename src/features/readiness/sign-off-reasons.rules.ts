import type { RoleStanding } from '../gates/sign-offs.rules.js';
import type { Reason } from './readiness.rules.js';

/** What stands against a verdict for want of sign-offs. */
export function signOffReasons(standings: readonly RoleStanding[]): Reason[] {
  return standings.flatMap((standing) => {
    const { role, isRejected, isSettled, stale } = standing;
    if (isSettled) return [];
    if (isRejected) return [reason('sign_off_rejected', role.role, `${role.title} has rejected`)];
    const needed = role.quorum === 1 ? 'has to sign' : `needs ${role.quorum} to sign`;
    return stale.length > 0
      ? [reason('sign_off_stale', role.role, `${role.title} has signed something else than there is now`)]
      : [reason('sign_off_missing', role.role, `${role.title} ${needed}`)];
  });
}

function reason(code: Reason['code'], role: string, message: string): Reason {
  return { code, item: null, checklist: null, role, message };
}
