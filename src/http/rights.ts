/** `audit`: see who works in the tenant, and with which keys. */
export const RIGHTS = ['read', 'write', 'audit', 'admin'] as const;
export type Right = (typeof RIGHTS)[number];

export const ROLES = ['admin', 'contributor', 'script', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do over HTTP; finer rules (four eyes, `human_only`) are the domain's. */
const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  admin: ['read', 'write', 'audit', 'admin'],
  contributor: ['read', 'write'],
  script: ['read', 'write'],
  auditor: ['read', 'audit'],
};

function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}

/** Whether one of the roles has the right. A role that is not in the table has none. */
export function mayDo(roles: readonly string[], right: Right): boolean {
  return roles.some((role) => isRole(role) && RIGHTS_OF[role].includes(right));
}
