import type { Fold } from '../../eventstore/decider.js';
import type { ActorKind } from '../../eventstore/event.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import { type AccessEvent, asAccessEvent, grantsOf, identityOf, keyScopesOf } from './access.events.js';
import {
  type Grant,
  hasGrant,
  PROJECT_ROLES,
  type Role,
  scopesOf,
  withGrant,
  withoutGrant,
} from './roles.rules.js';

/** Kinds of accounts that people add: members and service accounts. */
export type AccountKind = 'human' | 'service';

export interface KeyState {
  readonly id: string;
  readonly pepperId: string;
  /** RFC 3339; null for a key that does not run out. */
  readonly expiresAt: string | null;
  readonly revoked: boolean;
  /** All that it may do of what its account may; null for everything. */
  readonly scopes: readonly string[] | null;
  /** Issued at a start of the service, not by somebody. */
  readonly bySystem: boolean;
}

export interface AccountState {
  readonly kind: ActorKind;
  readonly grants: readonly Grant[];
  /** Has, or had, the role owner. */
  readonly wasOwner: boolean;
  /** Who it is to a provider; null where none is known. */
  readonly identity: Identity | null;
  readonly keys: readonly KeyState[];
}

/** What a key is made known by: never its text. */
export interface NewKey {
  readonly id: string;
  readonly label: string | null;
  readonly hash: string;
  readonly pepperId: string;
  readonly expiresAt: string | null;
  readonly scopes: readonly string[] | null;
}

/** Who somebody is to a provider. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Who gives something away: nobody gives what they do not have themselves. Null for the service itself. */
export type Giver = { readonly scopes: ReadonlySet<string> } | null;

/** Usable keys an account may have: the one in use, and the next one while the change is under way. */
const MOST_KEYS = 2;

/** Null before the account is added. */
export const accountFold: Fold<AccountState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asAccessEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'access.account_added':
        return { kind: event.payload.kind, grants: [], wasOwner: false, identity: null, keys: [] };
      case 'access.profile_recorded':
      case 'access.identity_linked':
        return state && { ...state, identity: identityOf(event) ?? state.identity };
      case 'access.role_granted':
        return (
          state && {
            ...state,
            grants: grantsOf(event).reduce(withGrant, state.grants),
            wasOwner: state.wasOwner || event.payload.role === 'owner',
          }
        );
      case 'access.role_revoked':
        return state && { ...state, grants: withoutGrant(state.grants, event.payload) };
      case 'access.key_issued': {
        const key: KeyState = {
          id: event.payload.key_id,
          pepperId: event.payload.pepper_id,
          expiresAt: event.payload.expires_at,
          revoked: false,
          scopes: keyScopesOf(event),
          bySystem: recorded.actor.kind === 'system',
        };
        return state && { ...state, keys: [...state.keys, key] };
      }
      case 'access.key_revoked': {
        const { key_id } = event.payload;
        return (
          state && {
            ...state,
            keys: state.keys.map((key) => (key.id === key_id ? { ...key, revoked: true } : key)),
          }
        );
      }
    }
  },
};

/** A new account. A role named twice is granted once. */
export function addAccount(command: {
  kind: AccountKind;
  name: string;
  email: string | null;
  responsible: string | null;
  roles: readonly Role[];
  /** Left out: it has none but its keys. */
  identity?: Identity;
  giver: Giver;
}): AccessEvent[] {
  const { kind, name, email, responsible, roles, identity, giver } = command;
  checkGives(giver, scopesOf(roles), 'grant role');
  return [
    { type: 'access.account_added', revision: 1, payload: { kind, responsible } },
    ...recordProfile(identity ?? null, { name, email }),
    ...[...new Set(roles)].map((role) => roleGranted({ role, project: null })),
  ];
}

/** What an account is called from now on, and by whose word. */
export function recordProfile(
  identity: Identity | null,
  { name, email }: { readonly name: string; readonly email: string | null },
): AccessEvent[] {
  const { issuer, subject } = identity ?? { issuer: null, subject: null };
  const type = 'access.profile_recorded';
  return [{ type, revision: 1, payload: { issuer, subject }, private: { name, email } }];
}

/**
 * Makes a member and the bearer of an identity one person. Refuses a member that has one, and more than the giver may do:
 * whoever the identity is can do from then on what the member can.
 */
export function linkIdentity(state: AccountState, identity: Identity, giver: Giver): AccessEvent[] {
  const { issuer, subject } = identity;
  if (state.identity?.issuer === issuer && state.identity.subject === subject)
    throw new Refusal('no_change', 'the member is linked to this identity already');
  if (state.identity !== null)
    throw new Refusal('already_exists', 'the member has an identity already; one is all it can have');
  checkGives(giver, scopesOf(state.grants.map(({ role }) => role)), 'link identity');
  return [{ type: 'access.identity_linked', revision: 1, payload: { issuer, subject } }];
}

/** The account that an identity has already: whoever bears its tokens acts as that one. */
export function identityTaken(owner: string): Refusal {
  return new Refusal(
    'already_exists',
    `this identity has the account "${owner}" already: an account each was made, and two are not made one`,
    '/subject',
  );
}

/** Refuses who is no member: somebody has to answer for what a service account does. */
export function checkResponsible(responsible: AccountState | null, id: string): void {
  if (responsible?.kind !== 'human')
    throw new Refusal(
      'invalid',
      `"${id}" is no member; a person answers for a service account`,
      '/responsible',
    );
}

/** `now` is RFC 3339. Refuses an expiry that is not to come, a third usable key, and more than the giver may do. */
export function issueKey(state: AccountState, key: NewKey, now: string, giver: Giver): AccessEvent[] {
  checkGives(giver, narrowed(scopesOf(state.grants.map(({ role }) => role)), key.scopes), 'issue key');
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.parse(now))
    throw new Refusal('invalid', 'expires_at does not lie in the future', '/expires_at');
  if (state.keys.filter((held) => isUsable(held, now)).length >= MOST_KEYS)
    throw new Refusal('limit_reached', `an account has at most ${MOST_KEYS} usable keys; revoke one first`);
  return [keyIssued(key)];
}

export function revokeKey(state: AccountState, keyId: string): AccessEvent[] {
  const key = state.keys.find(({ id }) => id === keyId);
  if (!key) throw noSuchKey(keyId);
  if (key.revoked) throw new Refusal('no_change', `the key "${keyId}" is revoked already`);
  return [keyRevoked(keyId)];
}

/** Refuses a role that it has, one that is for whole tenants in a project, and more than the giver may do. */
export function grantRole(state: AccountState, grant: Grant, giver: Giver): AccessEvent[] {
  const { role, project } = grant;
  if (project !== null && !(PROJECT_ROLES as readonly Role[]).includes(role))
    throw new Refusal('invalid', `the role ${role} is for the whole tenant, not for a project`, '/project');
  if (hasGrant(state.grants, grant))
    throw new Refusal('no_change', `the account has the role ${role} already`);
  checkGives(giver, scopesOf([role]), 'grant role');
  return [roleGranted(grant)];
}

/**
 * Takes a role away. Refuses one that the account has not, more than the giver may do, and one's own role owner: so
 * that a tenant never is without.
 */
export function revokeRole(state: AccountState, grant: Grant, giver: Giver, isOwn: boolean): AccessEvent[] {
  const { role, project } = grant;
  if (!hasGrant(state.grants, grant))
    throw new Refusal('not_found', `the account does not have the role ${role}`, '/role');
  checkGives(giver, scopesOf([role]), 'revoke role');
  if (isOwn && role === 'owner')
    throw new Refusal('not_allowed', 'nobody takes the role owner from themselves: another owner does');
  return [{ type: 'access.role_revoked', revision: 1, payload: { role, project } }];
}

/**
 * Puts the key that a start of the service brings in the place of those that earlier starts brought. A key that the
 * account has had gives nothing: one that was revoked stays so.
 */
export function replaceSystemKey(state: AccountState, key: NewKey): AccessEvent[] {
  if (state.keys.some(({ id }) => id === key.id)) return [];
  const old = state.keys.filter((held) => held.bySystem && !held.revoked);
  return [...old.map(({ id }) => keyRevoked(id)), keyIssued(key)];
}

export function noSuchAccount(kind: AccountKind, id: string): Refusal {
  return new Refusal(
    'not_found',
    `there is no ${kind === 'human' ? 'member' : 'service account'} "${id}"`,
    '/id',
  );
}

export function noSuchKey(keyId: string): Refusal {
  return new Refusal('not_found', `the account has no key "${keyId}"`, '/key');
}

/** Neither revoked nor expired at `now` (RFC 3339). */
export function isUsable(key: KeyState, now: string): boolean {
  return !key.revoked && (key.expiresAt === null || Date.parse(key.expiresAt) > Date.parse(now));
}

/** What is left of scopes where a key is narrowed to some. */
export function narrowed(scopes: ReadonlySet<string>, to: readonly string[] | null): ReadonlySet<string> {
  return to === null ? scopes : new Set(to.filter((scope) => scopes.has(scope)));
}

function checkGives(giver: Giver, scopes: ReadonlySet<string>, action: string): void {
  const missing = giver === null ? undefined : [...scopes].find((scope) => !giver.scopes.has(scope));
  if (missing === undefined) return;
  throw new AuditedRefusal(
    'missing_right',
    'not_allowed',
    `this would give the scope "${missing}", which your own credential does not have`,
    { payload: { action, scope: missing } },
  );
}

function roleGranted({ role, project }: Grant): AccessEvent {
  return { type: 'access.role_granted', revision: 2, payload: { role, project } };
}

function keyRevoked(keyId: string): AccessEvent {
  return { type: 'access.key_revoked', revision: 1, payload: { key_id: keyId } };
}

function keyIssued({ id, label, hash, pepperId, expiresAt, scopes }: NewKey): AccessEvent {
  const payload = {
    key_id: id,
    label,
    hash,
    pepper_id: pepperId,
    expires_at: expiresAt,
    scopes: scopes && [...scopes],
  };
  return { type: 'access.key_issued', revision: 2, payload };
}
