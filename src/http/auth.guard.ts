import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isPublic, scopeNeeded } from './access.decorators.js';
import type { Callers } from './callers.js';
import type { DenialRecorder, Principal, ProjectIds } from './principal.js';
import { HttpProblem } from './problem.js';
import { narrows, projectsWith } from './narrowing.js';
import { stateOf } from './request-state.js';
import type { TenantLimiter } from './tenant-limiter.js';
import { type Scope, SELF } from './scopes.js';

/** Lets a request pass that is public, or whose credential is known and has the scope that its route asks for. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly denials: DenialRecorder | null,
    private readonly projects: ProjectIds | null,
    private readonly limiter: TenantLimiter | null,
  ) {}

  /** @throws HttpProblem `unauthenticated`, `not_allowed`, `not_found`, `rate_limited`, `quota_exceeded` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.callers.of(request);
    await this.limiter?.enter(principal, request, context.switchToHttp().getResponse<FastifyReply>());
    const scope = scopeNeeded(context);
    if (scope === null)
      throw new HttpProblem('not_allowed', 'This route names no scope, so nobody may use it.');
    if (scope === SELF || principal.scopes.has(scope)) return true;
    const named = projectOf(request);
    const inProject = named === null ? null : await this.inProject(named, principal);
    if (inProject?.scopes.has(scope) === true) {
      stateOf(request).within = [inProject.id];
      return true;
    }
    if (named === null && narrows(context) && narrow(request, projectsWith(principal, scope))) return true;
    await this.deny(request, principal, scope, named);
    // Whose roles are in single projects alone is not told that there are others.
    if (
      named !== null &&
      inProject === null &&
      principal.projects !== undefined &&
      principal.scopes.size === 0
    )
      throw new HttpProblem('not_found', 'There is no such project where your roles are.');
    throw new HttpProblem('not_allowed', whyNot(principal, scope));
  }

  /** The project of this key or id and the caller's scopes in it; null where the caller has none there. */
  private async inProject(
    project: string,
    { tenant, projects }: Principal,
  ): Promise<{ readonly id: string; readonly scopes: ReadonlySet<string> } | null> {
    if (projects === undefined || this.projects === null) return null;
    const id = await this.projects.find(tenant, project);
    const scopes = id === null ? undefined : projects.get(id);
    return id === null || scopes === undefined ? null : { id, scopes };
  }

  private async deny(
    request: FastifyRequest,
    principal: Principal,
    scope: Scope,
    project: string | null,
  ): Promise<void> {
    const { requestId, correlationId } = stateOf(request);
    const path = request.routeOptions.url ?? request.url;
    const { method } = request;
    await this.denials?.record({ principal, scope, project, method, path, requestId, correlationId });
  }
}

/** Scopes of which some route is about a project. */
const IN_PROJECTS: ReadonlySet<Scope> = new Set([
  'projects:read',
  'projects:write',
  'items:write',
  'approvals:write',
  'gates:write',
  'gates:evaluate',
  'log:read',
]);

/** What is missing, in words; who has the scope in single projects is told where to ask. */
function whyNot({ projects }: Principal, scope: Scope): string {
  const isSomewhere = [...(projects?.values() ?? [])].some((scopes) => scopes.has(scope));
  if (!isSomewhere) return `This needs the scope "${scope}", which your credential does not have.`;
  return IN_PROJECTS.has(scope)
    ? `This needs the scope "${scope}" in the whole tenant, and your credential has it in single projects alone: ` +
        'ask below /v1/projects/{project}, or with ?project= where a list takes that. ' +
        'GET /v1/projects, /v1/items, /v1/waivers and /v1/events show what lies in those.'
    : `This needs the scope "${scope}" in the whole tenant, and your credential has it in single projects alone: ` +
        'nothing that it lets you do belongs to a project.';
}

/** Keeps the answer to these projects; false where there are none. */
function narrow(request: FastifyRequest, within: readonly string[]): boolean {
  if (within.length === 0) return false;
  Object.assign(stateOf(request), { within, isNarrowed: true });
  return true;
}

/** The project in the path, else the one that a list is narrowed to. */
function projectOf(request: FastifyRequest): string | null {
  const { project } = (request.params ?? {}) as Record<string, unknown>;
  if (typeof project === 'string') return project;
  const asked = ((request.query ?? {}) as Record<string, unknown>)['project'];
  return typeof asked === 'string' ? asked : null;
}
