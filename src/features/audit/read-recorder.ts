import { Injectable } from '@nestjs/common';
import { CommandRunner } from '../../eventstore/command-runner.js';
import { EventStore } from '../../eventstore/eventstore.js';
import { opaqueId } from '../../eventstore/random.js';
import { Refusal } from '../../eventstore/refusal.js';
import { type AuditedRead, ReadRecorder } from '../../http/audited-reads.js';
import { eventContext } from '../../http/request-context.js';
import { resolveProject } from '../projects/projects.module.js';
import { auditStream } from './audit.events.js';

const LONGEST = 2_048;

/** Records in the log what auditors read. */
@Injectable()
export class AuditReadRecorder extends ReadRecorder {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
  ) {
    super();
  }

  override async record({ context, route, target, project, isExport, format }: AuditedRead): Promise<void> {
    const { tenant } = context.principal;
    const id = project === null ? null : await this.find(tenant, project);
    await this.runner.run({ tenant, context: eventContext(context) }, async (decision) => {
      decision.append(auditStream(opaqueId('aud')), id, [
        {
          type: isExport ? 'audit.exported' : 'audit.queried',
          revision: 1,
          payload: { route, project_key: id === null ? null : project },
          private: { target: target.slice(0, LONGEST), format: format.slice(0, LONGEST) },
        },
      ]);
    });
  }

  private async find(tenant: string, project: string): Promise<string | null> {
    try {
      return await resolveProject(this.store, tenant, project);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}
