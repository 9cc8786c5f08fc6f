import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { accountStream, asAccessEvent } from '../access.events.js';
import { issueKey } from '../account.js';
import { makeKey } from '../key.js';
import { Pepper } from '../pepper.js';
import { type AccountTarget, loadAccount } from './load-account.js';

export interface KeyIssued {
  readonly appended: Appended;
  readonly keyId: string;
  /** The whole key, known to nobody afterwards; null on a repeat. */
  readonly secret: string | null;
}

/** Issues a key to an account. `expiresAt` is RFC 3339 in UTC, null for a key that does not run out. */
export class IssueKey extends Command<KeyIssued> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget,
    readonly label: string | null,
    readonly expiresAt: string | null,
  ) {
    super();
  }
}

@CommandHandler(IssueKey)
export class IssueKeyHandler implements ICommandHandler<IssueKey> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly pepper: Pepper,
  ) {}

  async execute({ meta, target, label, expiresAt }: IssueKey): Promise<KeyIssued> {
    const { id, text } = makeKey(meta.tenant);
    const key = { id, label, hash: this.pepper.hash(text), pepperId: this.pepper.id, expiresAt };
    const appended = await this.runner.run(meta, async (decision) => {
      const state = await loadAccount(decision, target);
      decision.append(accountStream(target.id), null, issueKey(state, key, new Date().toISOString()));
    });
    if (!appended.repeated) return { appended, keyId: id, secret: text };
    const first = appended.events[0] && asAccessEvent(appended.events[0]);
    if (first?.type !== 'access.key_issued') throw new Error('the repeated request issued no key');
    return { appended, keyId: first.payload.key_id, secret: null };
  }
}
