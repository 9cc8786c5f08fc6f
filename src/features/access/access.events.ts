import type { ActorKind, RecordedEvent, StreamRef } from '../../eventstore/event.js';
import { type Grant, type Role, rolesOfRevision1 } from './roles.rules.js';

/** Newest revisions of the types that have had more than one. */
export const ACCESS_REVISIONS = { 'access.role_granted': 2, 'access.key_issued': 2 } as const;

interface IssuedKey {
  readonly key_id: string;
  readonly label: string | null;
  /** HMAC-SHA-256 of the whole key under the server's pepper (hex), and which pepper that was. */
  readonly hash: string;
  readonly pepper_id: string;
  readonly expires_at: string | null;
}

export type AccessEvent =
  | { type: 'access.account_added'; revision: 1; payload: { kind: ActorKind; responsible: string | null } }
  | {
      type: 'access.profile_recorded';
      revision: 1;
      payload: { issuer: string | null; subject: string | null };
      private: { name: string; email: string | null };
    }
  /** Whoever the provider `issuer` calls `subject` is this member from now on. */
  | { type: 'access.identity_linked'; revision: 1; payload: { issuer: string; subject: string } }
  /** Before there were scopes: one of four wide roles, in the whole tenant. */
  | { type: 'access.role_granted'; revision: 1; payload: { role: string } }
  /** `project`: id of the one project that it is for. */
  | { type: 'access.role_granted'; revision: 2; payload: { role: Role; project: string | null } }
  | { type: 'access.role_revoked'; revision: 1; payload: { role: Role; project: string | null } }
  | { type: 'access.key_issued'; revision: 1; payload: { [Name in keyof IssuedKey]: IssuedKey[Name] } }
  /** `scopes`: all that the key may do of what its account may; null for everything. */
  | {
      type: 'access.key_issued';
      revision: 2;
      payload: { [Name in keyof IssuedKey]: IssuedKey[Name] } & { scopes: string[] | null };
    }
  | { type: 'access.key_revoked'; revision: 1; payload: { key_id: string }; private?: { reason: string } };

export const ACCESS_EVENT_TYPES: readonly AccessEvent['type'][] = [
  'access.account_added',
  'access.profile_recorded',
  'access.identity_linked',
  'access.role_granted',
  'access.role_revoked',
  'access.key_issued',
  'access.key_revoked',
];

/** The stream of an account; its id is the actor's id in every event that it causes. */
export function accountStream(actorId: string): StreamRef {
  return { type: 'access', id: actorId };
}

export function asAccessEvent(event: RecordedEvent): AccessEvent | null {
  return ACCESS_EVENT_TYPES.some((type) => type === event.type) ? (event as unknown as AccessEvent) : null;
}

/** What an event grants, whatever its revision: the one place where older ones are read. */
export function grantsOf(event: Extract<AccessEvent, { type: 'access.role_granted' }>): readonly Grant[] {
  if (event.revision === 2) return [event.payload];
  return rolesOfRevision1(event.payload.role).map((role) => ({ role, project: null }));
}

/** The identity that an event tells of; null where it tells of none. */
export function identityOf(
  event: Extract<AccessEvent, { type: 'access.profile_recorded' | 'access.identity_linked' }>,
): { readonly issuer: string; readonly subject: string } | null {
  const { issuer, subject } = event.payload;
  return issuer === null || subject === null ? null : { issuer, subject };
}

/** The scopes that an issued key is narrowed to; null where it is not. */
export function keyScopesOf(
  event: Extract<AccessEvent, { type: 'access.key_issued' }>,
): readonly string[] | null {
  return event.revision === 2 ? event.payload.scopes : null;
}

/** `whose`: the account that it happened to, in words. */
export function describeAccessEvent(event: AccessEvent, whose: string): string {
  switch (event.type) {
    case 'access.account_added': {
      const { kind } = event.payload;
      return kind === 'human' ? `added the member ${whose}` : `added the ${kind} account ${whose}`;
    }
    case 'access.profile_recorded':
      return `recorded the profile of ${whose}`;
    case 'access.identity_linked':
      return `linked ${whose} to an identity of ${event.payload.issuer}`;
    case 'access.role_granted':
      return `granted the role ${event.payload.role} to ${whose}${event.revision === 2 ? where(event.payload) : ''}`;
    case 'access.role_revoked':
      return `took the role ${event.payload.role} from ${whose}${where(event.payload)}`;
    case 'access.key_issued':
      return `issued the key ${event.payload.key_id} to ${whose}`;
    case 'access.key_revoked':
      return `revoked the key ${event.payload.key_id} of ${whose}`;
  }
}

function where({ project }: { readonly project: string | null }): string {
  return project === null ? '' : ` in the project ${project}`;
}
