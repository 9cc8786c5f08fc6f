import type { Fold } from '../../eventstore/decider.js';
import type { ActorKind } from '../../eventstore/event.js';
import { Refusal } from '../../eventstore/refusal.js';
import { type AccessEvent, asAccessEvent, type Role } from './access.events.js';

/** Kinds of accounts that people add: members and service accounts. */
export type AccountKind = 'human' | 'service';

export interface KeyState {
  readonly id: string;
  readonly pepperId: string;
  /** RFC 3339; null for a key that does not run out. */
  readonly expiresAt: string | null;
  readonly revoked: boolean;
  /** Issued at a start of the service, not by somebody. */
  readonly bySystem: boolean;
}

export interface AccountState {
  readonly kind: ActorKind;
  readonly roles: readonly Role[];
  readonly keys: readonly KeyState[];
}

/** What a key is made known by: never its text. */
export interface NewKey {
  readonly id: string;
  readonly label: string | null;
  readonly hash: string;
  readonly pepperId: string;
  readonly expiresAt: string | null;
}

/** Usable keys an account may have: the one in use, and the next one while the change is under way. */
export const MOST_KEYS = 2;

/** Null before the account is added. */
export const accountFold: Fold<AccountState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asAccessEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'access.account_added':
        return { kind: event.payload.kind, roles: [], keys: [] };
      case 'access.profile_recorded':
        return state;
      case 'access.role_granted':
        return state && { ...state, roles: [...state.roles, event.payload.role] };
      case 'access.key_issued': {
        const key: KeyState = {
          id: event.payload.key_id,
          pepperId: event.payload.pepper_id,
          expiresAt: event.payload.expires_at,
          revoked: false,
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
}): AccessEvent[] {
  const { kind, name, email, responsible, roles } = command;
  return [
    { type: 'access.account_added', revision: 1, payload: { kind, responsible } },
    {
      type: 'access.profile_recorded',
      revision: 1,
      payload: { issuer: null, subject: null },
      private: { name, email },
    },
    ...[...new Set(roles)].map(roleGranted),
  ];
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

/** `now` is RFC 3339. Refuses an expiry that is not to come, and a third usable key. */
export function issueKey(state: AccountState, key: NewKey, now: string): AccessEvent[] {
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

export function grantRole(state: AccountState, role: Role): AccessEvent[] {
  if (state.roles.includes(role)) throw new Refusal('no_change', `the account has the role ${role} already`);
  return [roleGranted(role)];
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

function roleGranted(role: Role): AccessEvent {
  return { type: 'access.role_granted', revision: 1, payload: { role } };
}

function keyRevoked(keyId: string): AccessEvent {
  return { type: 'access.key_revoked', revision: 1, payload: { key_id: keyId } };
}

function keyIssued({ id, label, hash, pepperId, expiresAt }: NewKey): AccessEvent {
  const payload = { key_id: id, label, hash, pepper_id: pepperId, expires_at: expiresAt };
  return { type: 'access.key_issued', revision: 1, payload };
}
