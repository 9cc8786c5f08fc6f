/** The roles of members and service accounts, most able first; docs/access.md has their scopes in a table. */
export const ROLES = ['owner', 'admin', 'manager', 'contributor', 'approver', 'auditor', 'script'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that may be granted in one project alone. */
export const PROJECT_ROLES = ['manager', 'contributor', 'approver', 'auditor', 'script'] as const;

/** A role in the whole tenant (`project` null), or in the project of this id. */
export interface Grant {
  readonly role: Role;
  readonly project: string | null;
}

const READ = ['projects:read', 'templates:read', 'log:read'];
const AUDIT = [...READ, 'log:export', 'access:read', 'privacy:read', 'operations:read', 'integrations:read'];
const MANAGE = [
  ...READ,
  'projects:write',
  'items:write',
  'gates:write',
  'gates:evaluate',
  'templates:write',
  'integrations:read',
];
const ADMIN = [
  ...new Set([...MANAGE, ...AUDIT]),
  'approvals:write',
  'access:write',
  'policies:write',
  'privacy:write',
  'operations:write',
  'integrations:write',
];

/** What each role may do over HTTP: the one table. Finer rules (four eyes, `human_only`) are the domain's. */
const SCOPES_OF: Readonly<Record<Role, readonly string[]>> = {
  owner: [...ADMIN, 'tenants:read', 'tenants:write'],
  admin: ADMIN,
  manager: MANAGE,
  contributor: [...READ, 'items:write', 'gates:evaluate'],
  approver: [...READ, 'approvals:write'],
  auditor: AUDIT,
  script: ['projects:read', 'items:write', 'gates:evaluate'],
};

/** Revision 1 of access.role_granted knew four wide roles: whoever was granted one keeps what it allowed. */
const BEFORE_SCOPES: Readonly<Record<string, readonly Role[]>> = {
  admin: ['admin'],
  contributor: ['manager', 'contributor', 'approver'],
  script: ['manager', 'script', 'approver'],
  auditor: ['auditor'],
};

function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}

/** The scopes that some roles have together. A role that is not in the table has none. */
export function scopesOf(roles: readonly string[]): ReadonlySet<string> {
  return new Set(roles.flatMap((role) => (isRole(role) ? SCOPES_OF[role] : [])));
}

/** What a role of an event of revision 1 is today. */
export function rolesOfRevision1(role: string): readonly Role[] {
  return BEFORE_SCOPES[role] ?? [];
}

/** Grants with one more; one that is there already is not added again. */
export function withGrant(grants: readonly Grant[], { role, project }: Grant): readonly Grant[] {
  return hasGrant(grants, { role, project }) ? grants : [...grants, { role, project }];
}

export function withoutGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  return grants.filter((held) => held.role !== grant.role || held.project !== grant.project);
}

export function hasGrant(grants: readonly Grant[], grant: Grant): boolean {
  return grants.some((held) => held.role === grant.role && held.project === grant.project);
}

/** Roles in the whole tenant, in the order they were granted. */
export function tenantRoles(grants: readonly Grant[]): Role[] {
  return grants.filter(({ project }) => project === null).map(({ role }) => role);
}
