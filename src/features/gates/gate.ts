import type { Fold } from '../../eventstore/decider.js';
import { AuditedRefusal, Refusal } from '../../eventstore/refusal.js';
import { type By, type FourEyes, TIED, whyNotSecond } from '../access/person.rules.js';
import {
  asGateEvent,
  type GateDefinition,
  type GateEvent,
  type Meaning,
  type SignOffRole,
} from './gate.events.js';
import { narrowed } from './narrowing.rules.js';
import { mayHold, roleNamed } from './sign-offs.rules.js';

interface Definition {
  readonly version: number;
  readonly definition: GateDefinition;
  readonly person: string | null;
}

/** Null before the gate is defined. */
export interface GateState {
  readonly key: string;
  /** The newest version, in force or not. */
  readonly newest: number;
  readonly inForce: Definition | null;
  /** What waits for a second person; `isAnother` where it took the place of one that waited before. */
  readonly pending: (Definition & { readonly isAnother: boolean }) | null;
  /** Who asked for the sign-offs last; null where nobody has, its person null where nobody answers for who did. */
  readonly requested: { readonly person: string | null } | null;
  /** Roles in which each person has signed. */
  readonly signers: ReadonlyMap<string, readonly string[]>;
}

export const gateFold: Fold<GateState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asGateEvent(recorded);
    if (!event) return state;
    switch (event.type) {
      case 'gate.defined': {
        const { key, version, definition, person, state: standing } = event.payload;
        const defined = { version, definition, person };
        const before = state ?? { inForce: null, requested: null, signers: new Map<string, string[]>() };
        return standing === 'pending'
          ? {
              ...before,
              key,
              newest: version,
              pending: { ...defined, isAnother: isAnother(state, definition) },
            }
          : { ...before, key, newest: version, inForce: defined, pending: null, signers: new Map() };
      }
      case 'gate.definition_approved':
        return state && { ...state, inForce: state.pending, pending: null, signers: new Map() };
      case 'gate.requested':
        return state && { ...state, requested: { person: event.payload.person } };
      case 'gate.signed_off': {
        const { person, role } = event.payload;
        if (!state || person === null) return state;
        const roles = [...new Set([...(state.signers.get(person) ?? []), role])];
        return { ...state, signers: new Map([...state.signers, [person, roles]]) };
      }
      case 'gate.evaluated':
        return state;
    }
  },
};

function isAnother(state: GateState | null, definition: GateDefinition): boolean {
  const waiting = state?.pending;
  if (!waiting) return false;
  return waiting.isAnother || JSON.stringify(waiting.definition) !== JSON.stringify(definition);
}

/** The gate as a command meets it. */
export interface GateTarget {
  readonly projectId: string;
  readonly projectKey: string;
  readonly by: By;
}

/**
 * Defines a gate, or defines it anew. A definition that asks less than the one in force waits for a second person.
 * `standard` is what holds until a definition of the gate is in force; null where nothing does.
 */
export function defineGate(
  state: GateState | null,
  target: GateTarget,
  command: { key: string; definition: GateDefinition; standard: GateDefinition | null; fourEyes: FourEyes },
): GateEvent[] {
  const { definition, standard, fourEyes } = command;
  const before = state?.inForce?.definition ?? standard;
  if (state && JSON.stringify(state.inForce?.definition ?? null) === JSON.stringify(definition))
    throw new Refusal('no_change', `the gate ${state.key} is defined like this already`);
  const less = before ? narrowed(before, definition) : [];
  return [
    {
      type: 'gate.defined',
      revision: 1,
      payload: {
        project_key: target.projectKey,
        key: state?.key ?? command.key,
        version: (state?.newest ?? 0) + 1,
        definition,
        narrowed: less,
        state: less.length > 0 && fourEyes === 'required' ? 'pending' : 'in_force',
        person: target.by.person,
      },
    },
  ];
}

/**
 * A second person agrees to a definition that asks less; `named` is the version agreed to, needed where it took the place
 * of one that waited. Refuses (invalid) a version that is not what waits.
 */
export function approveDefinition(
  state: GateState,
  target: GateTarget,
  fourEyes: FourEyes,
  reason: string | null = null,
  named: number | null = null,
): GateEvent[] {
  const { pending } = state;
  if (!pending) throw new Refusal('no_change', `no definition of the gate ${state.key} waits for approval`);
  const { by } = target;
  const against = whyNotSecond(by, pending.person, fourEyes);
  if (against !== null) throw refused('four_eyes', against, state, target, 'gate approval');
  const { version } = pending;
  if (named !== null && named !== version)
    throw new Refusal('invalid', `version ${version} waits by now: read it again, then agree`, '/version');
  if (named === null && pending.isAnother)
    throw new Refusal(
      'invalid',
      `version ${version} took the place of one that waited: say to which you agree`,
      '/version',
    );
  return [
    {
      type: 'gate.definition_approved',
      revision: 1,
      payload: { ...of(state, target), version, person: by.person },
      ...(reason === null ? {} : { private: { reason } }),
    },
  ];
}

/** Asks for the sign-offs; who asks cannot approve unless the gate allows it. */
export function requestSignOffs(state: GateState, target: GateTarget, reason: string | null): GateEvent[] {
  const payload = { ...of(state, target), person: target.by.person };
  return [
    { type: 'gate.requested', revision: 1, payload, ...(reason === null ? {} : { private: { reason } }) },
  ];
}

export interface SignOff {
  readonly id: string;
  readonly role: string;
  readonly meaning: Meaning;
  /** What the signer saw, and where. */
  readonly position: number;
  readonly digest: string;
  readonly comment: string | null;
}

/**
 * Signs a gate in a role. Refuses who is no human, may not hold the role, asked for the sign-offs and approves, or
 * signs in a second role; and what is not there any more: `now` is the digest of what there is, `changes` what
 * happened since the signer read it.
 */
export function signOff(
  state: GateState,
  target: GateTarget,
  command: SignOff,
  now: { readonly digest: string; readonly changes: readonly object[] },
): GateEvent[] {
  const definition = state.inForce?.definition;
  if (!definition || !state.inForce)
    throw new Refusal('closed', `no definition of the gate ${state.key} is in force yet`);
  const role = roleNamed(definition, command.role);
  if (!role) throw new Refusal('invalid', `the gate ${state.key} has no role "${command.role}"`, '/role');
  const { by } = target;
  const against =
    by.kind === 'human'
      ? whyNotSign(state, definition, role, by, command.meaning)
      : 'a human signs, not a service account';
  if (against !== null) throw refused('sign_off', against, state, target, `sign-off as ${role.role}`);
  if (by.isLongLivedKey === true) {
    const how = 'sign with an access token of your provider, not with an API key';
    throw refused('long_lived_key', how, state, target, `sign-off as ${role.role}`);
  }
  if (command.digest !== now.digest)
    throw new AuditedRefusal(
      'stale_sign_off',
      'project_changed',
      'what was to be signed has changed since it was read: read it again, then sign',
      { project: target.projectId, payload: { ...of(state, target), action: `sign-off as ${role.role}` } },
      { changes: now.changes, digest: now.digest },
    );
  return [
    {
      type: 'gate.signed_off',
      revision: 1,
      payload: {
        ...of(state, target),
        sign_off_id: command.id,
        role: role.role,
        meaning: command.meaning,
        person: by.person,
        bound_position: command.position,
        digest: command.digest,
        gate_version: state.inForce.version,
      },
      ...(command.comment === null ? {} : { private: { comment: command.comment } }),
    },
  ];
}

function whyNotSign(
  state: GateState,
  definition: GateDefinition,
  role: SignOffRole,
  by: By,
  meaning: Meaning,
): string | null {
  if (!mayHold(role, by.person)) return `${role.title} is held by others`;
  if (definition.same_person || meaning !== 'approve') return null;
  if (state.requested && state.requested.person === null)
    return 'nobody answers for the account that asked for the sign-offs: a person has to ask again';
  if (by.person === state.requested?.person) return 'who asked for the sign-offs cannot approve';
  const { tied = new Set<string>() } = by;
  if (tied.has(state.requested?.person ?? '')) return TIED;
  if ([...tied].some((person) => state.signers.has(person))) return TIED;
  const others = (state.signers.get(by.person ?? '') ?? []).filter((name) => name !== role.role);
  return others.length > 0 ? `one person signs in one role: you have signed as ${others.join(', ')}` : null;
}

function of(state: GateState, { projectKey }: GateTarget): { project_key: string; key: string } {
  return { project_key: projectKey, key: state.key };
}

function refused(
  kind: AuditedRefusal['kind'],
  message: string,
  state: GateState,
  target: GateTarget,
  action: string,
): AuditedRefusal {
  const payload = { project_key: target.projectKey, gate: state.key, action };
  return new AuditedRefusal(kind, 'not_allowed', message, { project: target.projectId, payload });
}
