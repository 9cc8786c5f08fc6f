import type { Fold } from '../../eventstore/decider.js';
import { Refusal } from '../../eventstore/refusal.js';
import {
  asConnectionEvent,
  type ConnectionEvent,
  type ConnectionPlace,
  type ConnectionRules,
  type TicketSystem,
} from './connection.events.js';

/** Null before it is added; a removed one stays known, so that its id is never taken again. */
export interface ConnectionState {
  readonly key: string;
  readonly system: TicketSystem;
  readonly rules: ConnectionRules;
  readonly secretId: string;
  readonly inboundSecretId: string | null;
  readonly isRemoved: boolean;
}

export const connectionFold: Fold<ConnectionState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asConnectionEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'connection.added': {
        const {
          key,
          system,
          secret_id: secretId,
          inbound_secret_id: inboundSecretId,
          ...rules
        } = event.payload;
        return { key, system, rules, secretId, inboundSecretId, isRemoved: false };
      }
      case 'connection.changed': {
        const { key: _key, system: _system, ...rules } = event.payload;
        return state && { ...state, rules };
      }
      case 'connection.secret_rotated': {
        const { which, secret_id: id } = event.payload;
        if (which === 'inbound') return state && { ...state, inboundSecretId: id };
        return state && { ...state, secretId: id ?? state.secretId };
      }
      case 'connection.removed':
        return state && { ...state, isRemoved: true };
    }
  },
};

export interface AddConnection {
  readonly key: string;
  readonly system: TicketSystem;
  readonly rules: ConnectionRules;
  readonly place: ConnectionPlace;
  readonly secretId: string;
  readonly inboundSecretId: string | null;
}

/** What the system has to be told to know where tickets go. */
const NEEDED: Readonly<Record<TicketSystem, readonly string[]>> = {
  redmine: ['project'],
  rt: ['queue'],
  github: ['repository'],
  'jira-cloud': ['project'],
  'jira-data-center': ['project'],
  generic: [],
};

/** Refuses (invalid) a place that lacks what its system asks for. */
export function addConnection(command: AddConnection): ConnectionEvent[] {
  const { key, system, rules, place, secretId, inboundSecretId } = command;
  refusePlace(system, place);
  const secrets = { secret_id: secretId, inbound_secret_id: inboundSecretId };
  const payload = { key, system, ...rules, ...secrets };
  return [{ type: 'connection.added', revision: 1, payload, private: place }];
}

/** The whole of what it is from now on. */
export function changeConnection(
  state: ConnectionState | null,
  rules: ConnectionRules,
  place: ConnectionPlace,
): ConnectionEvent[] {
  const { key, system } = standing(state);
  refusePlace(system, place);
  return [{ type: 'connection.changed', revision: 1, payload: { key, system, ...rules }, private: place }];
}

/** `secretId` null takes an inbound secret away: no calls are taken any more. */
export function rotateSecret(
  state: ConnectionState | null,
  which: 'api' | 'inbound',
  secretId: string | null,
): ConnectionEvent[] {
  const { key, secretId: api, inboundSecretId } = standing(state);
  const before = which === 'api' ? api : inboundSecretId;
  return [
    { type: 'connection.secret_rotated', revision: 1, payload: { key, which, secret_id: secretId, before } },
  ];
}

export function removeConnection(state: ConnectionState | null, reason: string): ConnectionEvent[] {
  const { key } = standing(state);
  return [{ type: 'connection.removed', revision: 1, payload: { key }, private: { reason } }];
}

function standing(state: ConnectionState | null): ConnectionState {
  if (!state || state.isRemoved) throw new Refusal('not_found', 'there is no such connection', '/connection');
  return state;
}

function refusePlace(system: TicketSystem, place: ConnectionPlace): void {
  for (const name of NEEDED[system])
    if ((place.target[name] ?? '') === '')
      throw new Refusal('invalid', `a connection to ${system} needs target.${name}`, `/target/${name}`);
  if (system === 'github' && !/^[\w.-]+\/[\w.-]+$/.test(place.target['repository'] ?? ''))
    throw new Refusal('invalid', 'target.repository is owner/name', '/target/repository');
  if (system === 'generic' && !place.definition)
    throw new Refusal('invalid', 'a generic connection needs its definition', '/definition');
}
