import type { JsonValue } from '../transparency/canonical-json.js';

export type JsonObject = { readonly [key: string]: JsonValue };

/** Which stream (one aggregate's events) is meant. */
export interface StreamRef {
  readonly type: string;
  readonly id: string;
}

export const ACTOR_KINDS = ['human', 'service', 'integration', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who acts, pseudonymously: the name lives in the private part of `access.profile_recorded`. */
export interface Actor {
  readonly id: string;
  readonly kind: ActorKind;
}

/** Clearance itself: what it does at a first start and by the clock. */
export const SYSTEM_ACTOR: Actor = { id: 'sys_clearance', kind: 'system' };

export type EventSource = 'api' | 'cli' | 'import' | 'integration' | 'system';

/** Where an event comes from; the same for all events of one command. */
export interface EventContext {
  readonly actor: Actor;
  readonly credentialId: string | null;
  readonly authMethod: 'api_key' | 'oidc' | 'internal' | null;
  readonly source: EventSource;
  readonly requestId: string | null;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** What a decider gives: a fact, not yet recorded. `private` is what an erasure may delete. */
export interface EventData {
  readonly type: string;
  readonly revision: number;
  readonly payload: JsonObject;
  readonly private?: JsonObject;
}

export type Outcome = 'success' | 'refused';

/** What the log owes for an event: its leaf in the log of this name. */
export interface Receipt {
  readonly origin: string;
  /** RFC 6962 leaf hash, base64. */
  readonly leafHash: string;
}

/** An event as the log holds it. */
export interface RecordedEvent extends EventContext {
  readonly tenant: string;
  /** Place in the tenant's log: from 0, without gaps, in commit order. */
  readonly position: number;
  readonly epoch: number;
  readonly id: string;
  readonly stream: StreamRef;
  /** Place in its stream, from 1. */
  readonly sequence: number;
  readonly type: string;
  readonly revision: number;
  /** Id of the project it belongs to: the partition of projections and the scope of guards. */
  readonly project: string | null;
  readonly outcome: Outcome;
  /** RFC 3339, UTC, microseconds. */
  readonly createdAt: string;
  readonly payload: JsonObject;
  /** Null where the event has none; undefined where it was not asked for; see `erased`. */
  readonly private?: JsonObject | null;
  /** True where the event was written with a private part that is gone. */
  readonly erased?: boolean;
  /** Only where it was just written, or asked for again by the request that wrote it. */
  readonly receipt?: Receipt;
}

/** Key of a stream in maps. The separator cannot stand in a stream's type. */
export function streamKey(stream: StreamRef): string {
  return `${stream.type}:${stream.id}`;
}
