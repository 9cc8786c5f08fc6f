import { createHash } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { OidcIssuer } from '../../../oidc-settings.js';
import { IssuerKeys, type KeyTimes } from './issuer-keys.js';

/** What an access token says of its bearer, once it was verified. */
export interface TokenClaims {
  readonly issuer: OidcIssuer;
  readonly subject: string;
  /** A client that speaks for itself, not for a person. */
  readonly isService: boolean;
  readonly name: string | null;
  readonly email: string | null;
  /** Roles that its groups are mapped to. */
  readonly roles: readonly string[];
  /** Second since 1970 at which it runs out. */
  readonly expires: number;
}

const TOLERANCE_S = 5;
/** A token that was verified is not verified again for so long, nor beyond its expiry. */
const KEPT_MS = 60_000;
const MOST_KEPT = 20_000;
const MAX_TOKEN = 8_192;
/** RFC 7519 section 2 asks for a string, OpenID Connect Core 2 for 255 characters at most; one line is our own. */
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/**
 * Verifies access tokens as a resource server: RFC 9068 (`at+jwt`), RFC 8725 for what is not believed: the issuer is
 * one of ours before any key is asked for, and the algorithm one of its list, whatever the token says.
 */
export class AccessTokens {
  private readonly issuers: ReadonlyMap<string, { readonly issuer: OidcIssuer; readonly keys: IssuerKeys }>;
  private readonly kept = new LRUCache<string, TokenClaims>({ max: MOST_KEPT });

  constructor(issuers: readonly OidcIssuer[], times?: KeyTimes) {
    this.issuers = new Map(
      issuers.map((issuer) => [issuer.issuer, { issuer, keys: new IssuerKeys(issuer, times) }]),
    );
  }

  /** Names of the issuers that a tenant has. */
  issuersOf(tenant: string): string[] {
    return [...this.issuers.values()]
      .filter(({ issuer }) => issuer.tenant === tenant)
      .map(({ issuer }) => issuer.issuer);
  }

  /** True where a bearer text is one for `verify`. */
  looksLikeOne(bearer: string): boolean {
    return this.issuers.size > 0 && bearer.startsWith('ey') && bearer.split('.', 4).length === 3;
  }

  /** Null for a token that is not to be taken. Throws CredentialsUnavailable where its issuer's keys cannot be had. */
  async verify(token: string): Promise<TokenClaims | null> {
    if (token.length > MAX_TOKEN) return null;
    const id = createHash('sha256').update(token).digest('base64');
    const kept = this.kept.get(id);
    if (kept) return kept.expires + TOLERANCE_S > Date.now() / 1000 ? kept : null;
    try {
      const claims = await this.check(token);
      if (claims) this.kept.set(id, claims, { ttl: KEPT_MS });
      return claims;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  private async check(token: string): Promise<TokenClaims | null> {
    const known = this.issuers.get(String(decodeJwt(token).iss));
    if (!known) return null;
    const { issuer, keys } = known;
    const { payload } = await jwtVerify(token, (header, input) => keys.get(header, input), {
      issuer: issuer.issuer,
      audience: [...issuer.audience],
      algorithms: [...issuer.algorithms],
      clockTolerance: TOLERANCE_S,
      requiredClaims: ['sub', 'exp'],
      ...(issuer.isTypRequired ? { typ: 'at+jwt' } : {}),
    });
    const { exp = 0 } = payload;
    const sub: unknown = payload.sub;
    // jose asks that it is there, not what it is; and it goes into the log for good.
    if (typeof sub !== 'string' || !SUBJECT.test(sub)) return null;
    return {
      issuer,
      subject: sub,
      isService: payload['client_id'] === sub || payload['azp'] === sub,
      name: line(payload['name']) ?? line(payload['preferred_username']),
      email: line(payload['email']),
      roles: rolesIn(payload, issuer),
      expires: exp,
    };
  }
}

/** Roles of the groups in the issuer's claim, each once; groups that are mapped to nothing give nothing. */
function rolesIn(payload: JWTPayload, issuer: OidcIssuer): string[] {
  const claim = valueAt(payload, issuer.rolesClaim);
  const groups = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const mapped = groups.flatMap((group) =>
    typeof group === 'string' ? (issuer.roles.get(group) ?? []) : [],
  );
  return [...new Set([...issuer.defaultRoles, ...mapped])];
}

/** The claim of this name, which may be a URL; else the value along the path that its dots make. */
function valueAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let value: unknown = payload;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** What providers call a name goes into the log: one line of at most 200 characters, else it is left out. */
function line(value: unknown): string | null {
  return typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value) && value.trim() !== ''
    ? value
    : null;
}
