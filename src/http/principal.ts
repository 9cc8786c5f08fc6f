import type { Actor } from '../eventstore/event.js';
import type { Scope } from './scopes.js';

/** Who a request comes from; made of the credential alone, never of a body or another header. */
export interface Principal {
  readonly tenant: string;
  readonly actor: Actor;
  /** Id of the API key or of the token's issuer and subject, never the secret. */
  readonly credentialId: string;
  readonly authMethod: 'api_key' | 'oidc';
  /** An API key where people could log in through a provider instead: some things ask for that. */
  readonly isLongLived?: boolean;
  /** Roles in the whole tenant. */
  readonly roles: readonly string[];
  /** What it reads is recorded. */
  readonly isAuditor?: boolean;
  /** What it may do in the whole tenant, with this credential. */
  readonly scopes: ReadonlySet<string>;
  /** What it may do in single projects, by their id, with this credential; left out where there is nothing of it. */
  readonly projects?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Knows the credentials. Provided by the feature `access`. */
export abstract class Authenticator {
  /** Whose the bearer token is, or null where it is unknown, revoked or expired. May throw StoreUnavailable. */
  abstract authenticate(bearer: string): Promise<Principal | null>;
}

/** Nobody can say whether a credential is to be taken: its provider does not answer. */
export class CredentialsUnavailable extends Error {
  override readonly name = 'CredentialsUnavailable';
}

/** A known caller asked for what none of its roles allows. */
export interface Denial {
  readonly principal: Principal;
  readonly scope: Scope;
  /** Key or id of the project that the request is about, as the caller wrote it; null for none. */
  readonly project: string | null;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** Records refusals for a missing scope as events. Optional: without a provider they are only answered. */
export abstract class DenialRecorder {
  abstract record(denial: Denial): Promise<void>;
}

/** Finds the project that a path or query names. Optional: without a provider nobody has scopes in single projects. */
export abstract class ProjectIds {
  /** The id behind a key or an id; null where there is none. May throw StoreUnavailable. */
  abstract find(tenant: string, project: string): Promise<string | null>;
}
