import { Injectable } from '@nestjs/common';
import { CommandRunner } from '../../eventstore/command-runner.js';
import { AuditedRefusal } from '../../eventstore/refusal.js';
import { type Denial, DenialRecorder, ProjectIds } from '../../http/principal.js';

/** Records, for auditors, who asked for what none of her roles allows. */
@Injectable()
export class RefusalRecorder extends DenialRecorder {
  constructor(
    private readonly runner: CommandRunner,
    private readonly projects: ProjectIds,
  ) {
    super();
  }

  override async record({ principal, scope, project: named, ...request }: Denial): Promise<void> {
    const { method, path, requestId, correlationId } = request;
    const { tenant, actor, credentialId, authMethod } = principal;
    const project = named === null ? null : await this.projects.find(tenant, named);
    const context = {
      actor,
      credentialId,
      authMethod,
      source: 'api' as const,
      requestId,
      correlationId,
      causationId: null,
    };
    // What a path names is kept only where it names something: anybody can write anything there.
    const payload = { project_key: project === null ? null : named, action: `${method} ${path}`, scope };
    const refusal = new AuditedRefusal('missing_right', 'not_allowed', 'the scope is missing', {
      project,
      payload,
    });
    await this.runner.recordRefusal({ tenant, context }, refusal);
  }
}
