import { Injectable } from '@nestjs/common';
import { Authenticator, type Principal } from '../../http/principal.js';
import { KeyAuthenticator } from './authenticator.js';
import { TokenAuthenticator } from './oidc/token-authenticator.js';

/** Knows API keys, and access tokens where issuers are configured. */
@Injectable()
export class BearerAuthenticator extends Authenticator {
  constructor(
    private readonly keys: KeyAuthenticator,
    private readonly tokens: TokenAuthenticator,
  ) {
    super();
  }

  override async authenticate(bearer: string): Promise<Principal | null> {
    if (this.tokens.tokens.looksLikeOne(bearer)) return await this.tokens.authenticate(bearer);
    return await this.keys.authenticate(bearer);
  }
}
