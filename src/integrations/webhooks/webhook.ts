import type { Fold } from '../../eventstore/decider.js';
import type { Actor } from '../../eventstore/event.js';
import { Refusal } from '../../eventstore/refusal.js';
import {
  asWebhookEvent,
  type DisabledCause,
  type WebhookDefinition,
  type WebhookEvent,
} from './webhook.events.js';

/** So many positions are asked for once more at most. */
export const MOST_REDELIVERED = 100_000;
/** A webhook has so many secrets at once at most: the newest, and those that run out. */
const MOST_SECRETS = 5;

export interface WebhookSecretRef {
  readonly id: string;
  /** When it signs no more; null for the newest. */
  readonly retiresAt: string | null;
}

export interface Redelivery {
  /** Of the event that asked for it. */
  readonly position: number;
  readonly from: number;
  /** Included. */
  readonly to: number;
}

export interface WebhookState {
  readonly definition: WebhookDefinition;
  readonly status: 'active' | 'paused' | 'disabled' | 'deleted';
  readonly cause: DisabledCause | null;
  readonly statusSince: string;
  /** Newest first. */
  readonly secrets: readonly WebhookSecretRef[];
  /** Events behind this position are delivered. */
  readonly startsAfter: number;
  readonly createdAt: string;
  readonly createdBy: Actor;
  /** Position of the newest webhook.resumed; -1 for none. */
  readonly resumed: number;
  readonly redeliveries: readonly Redelivery[];
}

export const webhookFold: Fold<WebhookState | null> = {
  initial: null,
  evolve: (state, recorded) => {
    const event = asWebhookEvent(recorded);
    if (!event) return state;
    const { createdAt: at, position } = recorded;
    if (event.type === 'webhook.created') {
      const { name, target, filter, secret_id: id, after } = event.payload;
      return {
        definition: { name, target, filter },
        status: 'active',
        cause: null,
        statusSince: at,
        secrets: [{ id, retiresAt: null }],
        startsAfter: after ?? position,
        createdAt: at,
        createdBy: recorded.actor,
        resumed: -1,
        redeliveries: [],
      };
    }
    if (!state) return state;
    switch (event.type) {
      case 'webhook.changed':
        return { ...state, definition: event.payload.after };
      case 'webhook.secret_rotated': {
        const { secret_id: id, retires } = event.payload;
        const old = retires.map((one) => ({ id: one.secret_id, retiresAt: one.at }));
        return { ...state, secrets: [{ id, retiresAt: null }, ...old] };
      }
      case 'webhook.paused':
        return { ...state, status: 'paused', cause: null, statusSince: at };
      case 'webhook.resumed':
        return { ...state, status: 'active', cause: null, statusSince: at, resumed: position };
      case 'webhook.disabled':
        return { ...state, status: 'disabled', cause: event.payload.cause, statusSince: at };
      case 'webhook.deleted':
        return { ...state, status: 'deleted', cause: null, statusSince: at };
      case 'webhook.redelivery_requested': {
        const { from, to } = event.payload;
        return { ...state, redeliveries: [...state.redeliveries, { position, from, to }] };
      }
    }
  },
};

/** The webhook, or Refusal not_found where it is not there or was deleted. */
export function existing(state: WebhookState | null, id: string): WebhookState {
  if (!state || state.status === 'deleted')
    throw new Refusal('not_found', `there is no webhook "${id}"`, '/id');
  return state;
}

/** Sets one up. `after` null: from its own event on. */
export function createWebhook(
  definition: WebhookDefinition,
  secretId: string,
  after: number | null,
): WebhookEvent {
  return { type: 'webhook.created', revision: 1, payload: { ...definition, secret_id: secretId, after } };
}

/** Refuses (no_change) what it is already. */
export function changeWebhook(state: WebhookState, after: WebhookDefinition): WebhookEvent {
  const before = state.definition;
  if (isSame(before, after))
    throw new Refusal('no_change', `the webhook ${before.name} is like that already`);
  return { type: 'webhook.changed', revision: 1, payload: { before, after } };
}

/** Member by member: what was read from the log has its members in another order. */
function isSame(one: WebhookDefinition, other: WebhookDefinition): boolean {
  const parts = ({ name, target, filter }: WebhookDefinition): unknown[] => [
    name,
    target.origin,
    target.url_secret,
    filter.projects.map(({ id }) => id),
    filter.types,
    filter.levels,
  ];
  return JSON.stringify(parts(one)) === JSON.stringify(parts(other));
}

/**
 * A new secret signs from now on, and those before it until `overlapEnds` beside it, unless they run out sooner. Refuses
 * (limit_reached) a sixth secret at once.
 */
export function rotateSecret(
  state: WebhookState,
  secretId: string,
  now: string,
  overlapEnds: string,
): WebhookEvent {
  const retires = state.secrets
    .map(({ id, retiresAt }) => ({
      secret_id: id,
      at: retiresAt !== null && retiresAt < overlapEnds ? retiresAt : overlapEnds,
    }))
    .filter(({ at }) => at > now);
  if (retires.length >= MOST_SECRETS)
    throw new Refusal(
      'limit_reached',
      `a webhook has ${MOST_SECRETS} secrets at once at most; wait until one runs out`,
    );
  const payload = { name: state.definition.name, secret_id: secretId, retires };
  return { type: 'webhook.secret_rotated', revision: 1, payload };
}

/** Refuses (no_change) what is not active. */
export function pauseWebhook(state: WebhookState, reason: string): WebhookEvent {
  const { name } = state.definition;
  if (state.status !== 'active')
    throw new Refusal('no_change', `the webhook ${name} is ${state.status} already`);
  return { type: 'webhook.paused', revision: 1, payload: { name }, private: { reason } };
}

/** Goes on where it stopped. Refuses (no_change) what is active. */
export function resumeWebhook(state: WebhookState): WebhookEvent {
  const { name } = state.definition;
  if (state.status === 'active') throw new Refusal('no_change', `the webhook ${name} is active already`);
  return { type: 'webhook.resumed', revision: 1, payload: { name } };
}

/** What Clearance itself does; nothing where it is not active any more. */
export function disableWebhook(
  state: WebhookState | null,
  why: {
    readonly cause: DisabledCause;
    readonly position: number;
    readonly attempts: number;
    readonly status: number | null;
  },
): WebhookEvent[] {
  if (state?.status !== 'active') return [];
  return [{ type: 'webhook.disabled', revision: 1, payload: { name: state.definition.name, ...why } }];
}

export function deleteWebhook(state: WebhookState): WebhookEvent {
  return { type: 'webhook.deleted', revision: 1, payload: { name: state.definition.name } };
}

/** Asks for what matches from `from` to `to` (both included) once more. Refuses (invalid) what is no range. */
export function requestRedelivery(state: WebhookState, from: number, to: number): WebhookEvent {
  if (to < from) throw new Refusal('invalid', 'the range ends before it begins', '/to');
  if (to - from >= MOST_REDELIVERED)
    throw new Refusal('invalid', `a range has ${MOST_REDELIVERED} positions at most`, '/to');
  const payload = { name: state.definition.name, from, to };
  return { type: 'webhook.redelivery_requested', revision: 1, payload };
}

/** Secrets that sign at a time (RFC 3339 in UTC). */
export function signingSecrets(state: WebhookState, now: string): readonly WebhookSecretRef[] {
  return state.secrets.filter(({ retiresAt }) => retiresAt === null || retiresAt > now);
}
