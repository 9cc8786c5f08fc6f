import type { ActorKind, JsonObject, RecordedEvent } from './event.js';

/** What tells attestations apart; null where an older event does not say. */
export interface AttestedView {
  by_service: boolean;
  /** By one of the item's own owners. */
  by_owner: boolean | null;
  /** By a request that acted on several items. */
  in_bulk: boolean | null;
}

/** An event as the API shows it (api.md, Shapes). */
export interface EventView {
  position: number;
  id: string;
  type: string;
  revision: number;
  aggregate: { type: string; id: string };
  sequence: number;
  /** Key of the project, null for what stands above projects. */
  project: string | null;
  project_id: string | null;
  /** Keys of what it is about, where it is an item or a checklist. */
  subject: { checklist: string | null; item: string | null };
  before: JsonObject | null;
  after: JsonObject | null;
  reason: string | null;
  /** How an item was attested; null of all other events. */
  attested: AttestedView | null;
  actor: { id: string; kind: ActorKind; name: string | null };
  credential_id: string | null;
  auth_method: string | null;
  outcome: string;
  created_at: string;
  origin: string;
  request_id: string | null;
  correlation_id: string;
  causation_id: string | null;
  payload: JsonObject;
  /** What an erasure may delete; null where there is none. */
  private: JsonObject | null;
  /** True where the private part was erased, and the position of the event that says so. */
  erased: boolean;
  erased_by: number | null;
  summary: string;
}

/** Shows events to people and programs; the feature `audit` knows how. */
export abstract class EventRenderer {
  /** Views of events that were read with their private parts, in the same order. */
  abstract render(tenant: string, events: readonly RecordedEvent[]): Promise<EventView[]>;
}
