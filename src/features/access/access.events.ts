import type { ActorKind, RecordedEvent, StreamRef } from '../../eventstore/event.js';

/** What an account may do; rights per role are in docs/access.md. */
export const ROLES = ['admin', 'contributor', 'script', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export type AccessEvent =
  | { type: 'access.account_added'; revision: 1; payload: { kind: ActorKind; responsible: string | null } }
  | {
      type: 'access.profile_recorded';
      revision: 1;
      payload: { issuer: string | null; subject: string | null };
      private: { name: string; email: string | null };
    }
  | { type: 'access.role_granted'; revision: 1; payload: { role: Role } }
  | {
      type: 'access.key_issued';
      revision: 1;
      payload: {
        key_id: string;
        label: string | null;
        /** HMAC-SHA-256 of the whole key under the server's pepper (hex), and which pepper that was. */
        hash: string;
        pepper_id: string;
        expires_at: string | null;
      };
    }
  | { type: 'access.key_revoked'; revision: 1; payload: { key_id: string }; private?: { reason: string } };

export const ACCESS_EVENT_TYPES: readonly AccessEvent['type'][] = [
  'access.account_added',
  'access.profile_recorded',
  'access.role_granted',
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

/** `whose`: the account that it happened to, in words. */
export function describeAccessEvent(event: AccessEvent, whose: string): string {
  switch (event.type) {
    case 'access.account_added': {
      const { kind } = event.payload;
      return kind === 'human' ? `added the member ${whose}` : `added the ${kind} account ${whose}`;
    }
    case 'access.profile_recorded':
      return `recorded the profile of ${whose}`;
    case 'access.role_granted':
      return `granted the role ${event.payload.role} to ${whose}`;
    case 'access.key_issued':
      return `issued the key ${event.payload.key_id} to ${whose}`;
    case 'access.key_revoked':
      return `revoked the key ${event.payload.key_id} of ${whose}`;
  }
}
