import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { NameTaken } from '../../../eventstore/errors.js';
import type { Appended } from '../../../eventstore/eventstore.js';
import { Refusal } from '../../../eventstore/refusal.js';
import { accountStream } from '../access.events.js';
import { type Giver, type Identity, identityTaken, linkIdentity } from '../account.js';
import { AccessTokens } from '../oidc/access-token.js';
import { IDENTITY_NAME, identityName } from '../oidc/identities.js';
import { type AccountTarget, loadAccount } from './load-account.js';

/** Makes a member and the bearer of an identity one person: tokens of it speak for the member from then on. */
export class LinkIdentity extends Command<{ readonly appended: Appended }> {
  constructor(
    readonly meta: CommandMeta,
    readonly target: AccountTarget & { readonly kind: 'human' },
    readonly identity: Identity,
    readonly giver: Giver,
  ) {
    super();
  }
}

@CommandHandler(LinkIdentity)
export class LinkIdentityHandler implements ICommandHandler<LinkIdentity> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly tokens: AccessTokens,
  ) {}

  /** Refuses (invalid) an issuer that is none of the tenant's where it has some, (already_exists) an identity with an account. */
  async execute({ meta, target, identity, giver }: LinkIdentity): Promise<{ appended: Appended }> {
    const { tenant } = meta;
    const issuers = this.tokens.issuersOf(tenant);
    const name = identityName(identity.issuer, identity.subject);
    const decided = this.runner.run(meta, async (decision) => {
      if (issuers.length > 0 && !issuers.includes(identity.issuer))
        throw new Refusal('invalid', `is none of the issuers here: ${issuers.join(', ')}`, '/issuer');
      const state = await loadAccount(decision, target);
      const owner = await decision.lookup.findName(tenant, IDENTITY_NAME, name);
      if (owner !== null && owner !== target.id) throw identityTaken(owner);
      decision.append(accountStream(target.id), null, linkIdentity(state, identity, giver));
      decision.claimName({ kind: IDENTITY_NAME, name, owner: target.id });
    });
    try {
      return { appended: await decided };
    } catch (error) {
      // Its first token, or another link, came between.
      throw error instanceof NameTaken ? identityTaken(error.owner) : error;
    }
  }
}
