import { createRemoteJWKSet, errors, type JWSHeaderParameters, type FlattenedJWSInput } from 'jose';
import type { OidcIssuer } from '../../../oidc-settings.js';
import { CredentialsUnavailable } from '../../../http/principal.js';

/** How long and how often a provider is asked, in milliseconds. */
export interface KeyTimes {
  readonly timeout: number;
  /** Between two looks for a key that is not known: nobody makes us ask more often by making up key ids. */
  readonly cooldown: number;
  /** Keys are taken so long without asking again: so long at most a withdrawn key works, or an outage goes unnoticed. */
  readonly maxAge: number;
  /** The first pause after a provider that did not answer; it doubles up to the last one. */
  readonly firstPause: number;
  readonly lastPause: number;
}

const KEY_TIMES: KeyTimes = {
  timeout: 5_000,
  cooldown: 10_000,
  maxAge: 600_000,
  firstPause: 1_000,
  lastPause: 60_000,
};

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/**
 * The public keys of an issuer, found by OpenID Connect Discovery 1.0 where no address is given, kept for ten minutes
 * and asked for again, not too often, when a token names another key. While the provider does not answer keys that
 * are kept do; without one CredentialsUnavailable says so: nothing is taken unverified.
 */
export class IssuerKeys {
  private remote: Promise<RemoteKeys> | null = null;
  private pause = 0;
  private waitUntil = 0;

  constructor(
    private readonly issuer: Pick<OidcIssuer, 'issuer' | 'jwksUri'>,
    private readonly times: KeyTimes = KEY_TIMES,
  ) {}

  /** The key for a token. Throws jose's JWKSNoMatchingKey for one that the issuer does not have, and CredentialsUnavailable. */
  async get(header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<RemoteKeys> {
    const remote = await this.found();
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw this.unavailable(error);
    }
  }

  private async found(): Promise<RemoteKeys> {
    if (this.remote === null) {
      if (Date.now() < this.waitUntil) throw this.unavailable(undefined, false);
      this.remote = this.find();
    }
    try {
      const remote = await this.remote;
      this.pause = 0;
      return remote;
    } catch (error) {
      this.remote = null;
      throw this.unavailable(error);
    }
  }

  private async find(): Promise<RemoteKeys> {
    const { timeout, cooldown, maxAge } = this.times;
    const address = this.issuer.jwksUri ?? (await this.discover());
    return createRemoteJWKSet(new URL(address), {
      timeoutDuration: timeout,
      cooldownDuration: cooldown,
      cacheMaxAge: maxAge,
    });
  }

  private async discover(): Promise<string> {
    const { issuer } = this.issuer;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(this.times.timeout), redirect: 'error' });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const { issuer: named, jwks_uri: address } = (await answer.json()) as Record<string, unknown>;
    if (named !== issuer) throw new Error(`${url} speaks of another issuer: ${String(named)}`);
    if (typeof address !== 'string') throw new Error(`${url} names no jwks_uri`);
    return address;
  }

  private unavailable(cause: unknown, isNew = true): CredentialsUnavailable {
    if (isNew) {
      const { firstPause, lastPause } = this.times;
      this.pause = Math.min(Math.max(this.pause * 2, firstPause), lastPause);
      this.waitUntil = Date.now() + this.pause;
    }
    return new CredentialsUnavailable(`the keys of ${this.issuer.issuer} cannot be had`, { cause });
  }
}
