import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { accountStream, asAccessEvent } from '../access.events.js';
import { type Giver, issueKey } from '../account.js';
import { makeKey } from '../key.js';
import { Pepper } from '../pepper.js';
import { type AccountTarget, loadAccount } from './load-account.js';

export interface KeyIssued {
  readonly appended: Appended;
  readonly keyId: string;
  /** The whole key, known to nobody afterwards; null on a repeat. */
  readonly secret: string | null;
}

/** Issues a key to an account. `key.expiresAt` is RFC 3339 in UTC, null for a key that does not run out. */
export class IssueKey extends Command<KeyIssued> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget,
    readonly key: {
      readonly label: string | null;
      readonly expiresAt: string | null;
      /** All that it may do of what its account may; null for everything. */
      readonly scopes: readonly string[] | null;
    },
    readonly giver: Giver,
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

  async execute({ meta, target, key: asked, giver }: IssueKey): Promise<KeyIssued> {
    const { id, text } = makeKey(meta.tenant);
    const key = { ...asked, id, hash: this.pepper.hash(text), pepperId: this.pepper.id };
    const appended = await this.runner.run(meta, async (decision) => {
      const state = await loadAccount(decision, target);
      const events = issueKey(state, key, new Date().toISOString(), giver);
      decision.append(accountStream(target.id), null, events);
    });
    if (!appended.repeated) return { appended, keyId: id, secret: text };
    const first = appended.events[0] && asAccessEvent(appended.events[0]);
    if (first?.type !== 'access.key_issued') throw new Error('the repeated request issued no key');
    return { appended, keyId: first.payload.key_id, secret: null };
  }
}
