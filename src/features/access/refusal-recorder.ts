import { Injectable } from '@nestjs/common';
import { CommandRunner } from '../../eventstore/command-runner.js';
import { AuditedRefusal } from '../../eventstore/refusal.js';
import { type Denial, DenialRecorder } from '../../http/principal.js';

/** Records, for auditors, who asked for what none of her roles allows. */
@Injectable()
export class RefusalRecorder extends DenialRecorder {
  constructor(private readonly runner: CommandRunner) {
    super();
  }

  override async record({ principal, right, method, path, requestId, correlationId }: Denial): Promise<void> {
    const { tenant, actor, credentialId, authMethod } = principal;
    const context = {
      actor,
      credentialId,
      authMethod,
      source: 'api' as const,
      requestId,
      correlationId,
      causationId: null,
    };
    const payload = { action: `${method} ${path}`, right };
    const refusal = new AuditedRefusal('missing_right', 'not_allowed', 'the right is missing', { payload });
    await this.runner.recordRefusal({ tenant, context }, refusal);
  }
}
