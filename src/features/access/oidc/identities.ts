import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type CommandMeta, CommandRunner } from '../../../eventstore/command-runner.js';
import { NameTaken } from '../../../eventstore/errors.js';
import { SYSTEM_ACTOR } from '../../../eventstore/event.js';
import { opaqueId, uuidv7 } from '../../../eventstore/random.js';
import { accountStream } from '../access.events.js';
import { accountFold, addAccount, recordProfile } from '../account.js';
import { ActorNames } from '../actor-names.js';
import type { TokenClaims } from './access-token.js';

/** Kind of the unique name by which an identity (issuer and subject) has one account, whatever else changes. */
export const IDENTITY_NAME = 'identity';

const MOST_KNOWN = 50_000;

/** An identity as a name: its parts compare byte by byte, which names, being case-folded, would not. */
export function identityName(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}

/**
 * Gives the bearers of tokens their accounts: made when an identity is first seen, with its name and e-mail in the
 * private part of `access.profile_recorded`, which is recorded anew when they change and never else.
 */
@Injectable()
export class Identities {
  /** What was seen of an identity, by this process: its account, and the profile that stands in the log. */
  private readonly known = new LRUCache<string, { readonly id: string; readonly profile: string }>({
    max: MOST_KNOWN,
  });

  constructor(
    private readonly runner: CommandRunner,
    private readonly names: ActorNames,
  ) {}

  /** Id of the account. Throws what the event store throws. */
  async accountOf(claims: TokenClaims): Promise<string> {
    const { tenant } = claims.issuer;
    const name = identityName(claims.issuer.issuer, claims.subject);
    const key = `${tenant} ${name}`;
    const profile = JSON.stringify([claims.name, claims.email]);
    const known = this.known.get(key);
    if (known?.profile === profile) return known.id;
    const id = await this.settle(tenant, name, claims);
    this.known.set(key, { id, profile });
    return id;
  }

  private async settle(tenant: string, name: string, claims: TokenClaims): Promise<string> {
    try {
      return await this.record(tenant, name, claims);
    } catch (error) {
      if (!(error instanceof NameTaken)) throw error;
      // Another request of the same person was first.
      return await this.record(tenant, name, claims);
    }
  }

  private async record(tenant: string, name: string, claims: TokenClaims): Promise<string> {
    const identity = { issuer: claims.issuer.issuer, subject: claims.subject };
    let id = '';
    await this.runner.run(meta(tenant), async (decision) => {
      const owner = await decision.lookup.findName(tenant, IDENTITY_NAME, name);
      id = owner ?? opaqueId(claims.isService ? 'svc' : 'mem');
      if (owner === null) {
        const kind = claims.isService ? 'service' : 'human';
        const profile = { name: claims.name ?? claims.subject, email: claims.email };
        const account = { kind, ...profile, identity, responsible: null, roles: [], giver: null } as const;
        decision.append(accountStream(id), null, addAccount(account));
        decision.claimName({ kind: IDENTITY_NAME, name, owner: id });
        return;
      }
      // Tokens that say nothing of a name take none away.
      if (claims.name === null && claims.email === null) return;
      const before = await this.names.newestProfile(tenant, id);
      const now = { name: claims.name ?? before.name ?? claims.subject, email: claims.email ?? before.email };
      if (now.name === before.name && now.email === before.email) return;
      await decision.load(accountStream(id), accountFold);
      decision.append(accountStream(id), null, recordProfile(identity, now));
    });
    return id;
  }
}

function meta(tenant: string): CommandMeta {
  return {
    tenant,
    context: {
      actor: SYSTEM_ACTOR,
      credentialId: null,
      authMethod: 'internal',
      source: 'system',
      requestId: null,
      correlationId: uuidv7().replaceAll('-', ''),
      causationId: null,
    },
  };
}
