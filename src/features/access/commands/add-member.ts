import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { opaqueId } from '../../../eventstore/random.js';
import { accountStream } from '../access.events.js';
import type { Role } from '../roles.rules.js';
import { addAccount, type Giver } from '../account.js';

export interface AccountAdded {
  readonly appended: Appended;
  readonly id: string;
}

/** Adds a person. Two of one name are two people: names are not unique. */
export class AddMember extends Command<AccountAdded> {
  constructor(
    readonly meta: CommandMeta,
    readonly profile: { readonly name: string; readonly email: string | null },
    readonly roles: readonly Role[],
    readonly giver: Giver,
  ) {
    super();
  }
}

@CommandHandler(AddMember)
export class AddMemberHandler implements ICommandHandler<AddMember> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, profile, roles, giver }: AddMember): Promise<AccountAdded> {
    const id = opaqueId('mem');
    const appended = await this.runner.run(meta, async (decision) => {
      const events = addAccount({ kind: 'human', ...profile, responsible: null, roles, giver });
      decision.append(accountStream(id), null, events);
    });
    // A repeat gives the account of the first time.
    return { appended, id: appended.events[0]?.stream.id ?? id };
  }
}
