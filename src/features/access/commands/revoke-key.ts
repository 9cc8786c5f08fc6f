import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { accountStream } from '../access.events.js';
import { revokeKey } from '../account.js';
import { type AccountTarget, loadAccount } from './load-account.js';

/** Revokes a key: no request that comes after the answer is taken with it. */
export class RevokeKey extends Command<{ readonly appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget,
    readonly keyId: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeKey)
export class RevokeKeyHandler implements ICommandHandler<RevokeKey> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ meta, target, keyId }: RevokeKey): Promise<{ appended: Appended }> {
    const appended = await this.runner.run(meta, async (decision) => {
      const state = await loadAccount(decision, target);
      decision.append(accountStream(target.id), null, revokeKey(state, keyId));
    });
    return { appended };
  }
}
