import type { Principal } from '../../http/principal.js';
import { narrowed } from './account.js';
import { type Grant, scopesOf, tenantRoles } from './roles.rules.js';

/** What grants allow a credential that is narrowed to some scopes (null: is not). */
export function rightsOf(
  grants: readonly Grant[],
  scopes: readonly string[] | null,
): Pick<Principal, 'roles' | 'scopes' | 'projects' | 'isAuditor'> {
  const roles = tenantRoles(grants);
  const whole = narrowed(scopesOf(roles), scopes);
  const inProjects = Map.groupBy(
    grants.filter(({ project }) => project !== null),
    ({ project }) => project ?? '',
  );
  const audits = grants.some(({ role }) => role === 'auditor') ? { isAuditor: true } : {};
  if (inProjects.size === 0) return { roles, scopes: whole, ...audits };
  const projects = new Map(
    [...inProjects].map(([project, own]) => [
      project,
      narrowed(scopesOf(own.map(({ role }) => role)), scopes),
    ]),
  );
  return { roles, scopes: whole, projects, ...audits };
}
