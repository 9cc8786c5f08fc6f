import type { Actor } from '../eventstore/event.js';
import type { Right } from './rights.js';

/** Who a request comes from; made of the credential alone, never of a body or another header. */
export interface Principal {
  readonly tenant: string;
  readonly actor: Actor;
  /** Id of the API key or of the token's issuer and subject, never the secret. */
  readonly credentialId: string;
  readonly authMethod: 'api_key' | 'oidc';
  readonly roles: readonly string[];
}

/** Knows the credentials. Provided by the feature `access`. */
export abstract class Authenticator {
  /** Whose the bearer token is, or null where it is unknown, revoked or expired. May throw StoreUnavailable. */
  abstract authenticate(bearer: string): Promise<Principal | null>;
}

/** A known caller asked for what none of its roles allows. */
export interface Denial {
  readonly principal: Principal;
  readonly right: Right;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** Records refusals for a missing right as events. Optional: without a provider they are only answered. */
export abstract class DenialRecorder {
  abstract record(denial: Denial): Promise<void>;
}
