import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { accountStream, type Role } from '../access.events.js';
import { grantRole } from '../account.js';
import { type AccountTarget, loadAccount } from './load-account.js';

/** Grants an account a further role. */
export class GrantRole extends Command<{ readonly appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget,
    readonly role: Role,
  ) {
    super();
  }
}

@CommandHandler(GrantRole)
export class GrantRoleHandler implements ICommandHandler<GrantRole> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, target, role }: GrantRole): Promise<{ appended: Appended }> {
    const appended = await this.runner.run(meta, async (decision) => {
      const state = await loadAccount(decision, target);
      decision.append(accountStream(target.id), null, grantRole(state, role));
    });
    return { appended };
  }
}
