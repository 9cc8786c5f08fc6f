import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { accountStream } from '../access.events.js';
import { type Giver, grantRole, revokeRole } from '../account.js';
import { resolveProject } from '../../projects/projects.module.js';
import type { Role } from '../roles.rules.js';
import { type AccountTarget, loadAccount } from './load-account.js';

/** Grants an account a further role, or takes one away: in the whole tenant, or in the project of this key or id. */
export class ChangeRole extends Command<{ readonly appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget,
    readonly change: {
      readonly action: 'grant' | 'revoke';
      readonly role: Role;
      readonly project: string | null;
    },
    readonly giver: Giver,
  ) {
    super();
  }
}

@CommandHandler(ChangeRole)
export class ChangeRoleHandler implements ICommandHandler<ChangeRole> {
  constructor(private readonly runner: CommandRunner) {}

  /** Refuses (not_found) a project that is not there. */
  async execute({ meta, target, change, giver }: ChangeRole): Promise<{ appended: Appended }> {
    const appended = await this.runner.run(meta, async (decision) => {
      const { action, role, project: named } = change;
      const project = named === null ? null : await resolveProject(decision.lookup, meta.tenant, named);
      const state = await loadAccount(decision, target);
      const grant = { role, project };
      const isOwn = meta.context.actor.id === target.id;
      const events =
        action === 'grant' ? grantRole(state, grant, giver) : revokeRole(state, grant, giver, isOwn);
      decision.append(accountStream(target.id), null, events);
    });
    return { appended };
  }
}
