import { Injectable } from '@nestjs/common';
import { Authenticator, type Principal } from '../../http/principal.js';
import { KeyAuthenticator } from './authenticator.js';
import { KeyUses } from './key-uses.js';
import { TokenAuthenticator } from './oidc/token-authenticator.js';

/** Knows API keys, and access tokens where issuers are configured. */
@Injectable()
export class BearerAuthenticator extends Authenticator {
  constructor(
    private readonly keys: KeyAuthenticator,
    private readonly tokens: TokenAuthenticator,
    private readonly uses: KeyUses,
  ) {
    super();
  }

  override async authenticate(bearer: string): Promise<Principal | null> {
    if (this.tokens.tokens.looksLikeOne(bearer)) return await this.tokens.authenticate(bearer);
    const principal = await this.keys.authenticate(bearer);
    if (principal !== null) this.uses.note(principal.tenant, principal.credentialId);
    return principal;
  }
}
