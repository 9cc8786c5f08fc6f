import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { opaqueId } from '../../../eventstore/random.js';
import { accountStream } from '../access.events.js';
import type { Role } from '../roles.rules.js';
import { accountFold, addAccount, checkResponsible, type Giver } from '../account.js';
import type { AccountAdded } from './add-member.js';

/** Adds a script's account. `responsible` is the id of the member who answers for it, null for nobody. */
export class AddServiceAccount extends Command<AccountAdded> {
  constructor(
    readonly meta: CommandMeta,
    readonly name: string,
    readonly responsible: string | null,
    readonly roles: readonly Role[],
    readonly giver: Giver,
  ) {
    super();
  }
}

@CommandHandler(AddServiceAccount)
export class AddServiceAccountHandler implements ICommandHandler<AddServiceAccount> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, name, responsible, roles, giver }: AddServiceAccount): Promise<AccountAdded> {
    const id = opaqueId('svc');
    const appended = await this.runner.run(meta, async (decision) => {
      if (responsible !== null) {
        const { state } = await decision.load(accountStream(responsible), accountFold);
        checkResponsible(state, responsible);
      }
      const events = addAccount({ kind: 'service', name, email: null, responsible, roles, giver });
      decision.append(accountStream(id), null, events);
    });
    return { appended, id: appended.events[0]?.stream.id ?? id };
  }
}
