import type { ActorKind, JsonObject } from '../../../eventstore/event.js';
import type { ItemRow } from '../../checklists/checklists.module.js';

export interface ActorView {
  id: string;
  kind: ActorKind;
  name: string | null;
}

/** A waiver as the API shows it. */
export interface WaiverView {
  id: string;
  /** `requested`, `approved`, `revoked`, or `expired` by the time of the answer. */
  state: string;
  /** True where it covers the item at the time of the answer. */
  in_force: boolean;
  /** Null where it was erased. */
  reason: string | null;
  scope: string | null;
  /** Key of the gate it is limited to. */
  gate: string | null;
  expires_at: string;
  requested_by: ActorView;
  requested_at: string;
  /** Position at which it was asked for. */
  position: number;
  approved_by: ActorView | null;
  approved_at: string | null;
  revoked_by: ActorView | null;
  revoked_at: string | null;
}

/** What showing actors and private parts takes: both by position. */
export interface Lookups {
  readonly privates: ReadonlyMap<number, JsonObject>;
  readonly names: ReadonlyMap<string, string | null>;
}

/** An actor with the name as of a position. */
export function actorView(
  lookups: Lookups,
  { id, kind }: { readonly id: string; readonly kind: string },
  position: number,
): ActorView {
  return { id, kind: kind as ActorView['kind'], name: lookups.names.get(nameKey(id, position)) ?? null };
}

export function nameKey(id: string, position: number): string {
  return `${id}@${position}`;
}

/** The waivers of an item, oldest first, as they stand at `now`. */
export function waiverViews(row: ItemRow, lookups: Lookups, now: string): WaiverView[] {
  return row.waiverRows.map((waiver) => {
    const { approved, revoked, expires_at } = waiver;
    const isOver = expires_at <= now;
    const body = lookups.privates.get(waiver.position);
    return {
      id: waiver.id,
      state: revoked ? 'revoked' : isOver ? 'expired' : approved ? 'approved' : 'requested',
      in_force: approved !== null && !revoked && !isOver && waiver.wording_hash === row.wordingHash,
      reason: textOf(body?.['reason']),
      scope: textOf(body?.['scope']),
      gate: waiver.gate,
      expires_at,
      requested_by: actorView(lookups, waiver.requested_by, waiver.position),
      requested_at: waiver.requested_at,
      position: waiver.position,
      approved_by: approved && actorView(lookups, approved.by, approved.position),
      approved_at: approved?.at ?? null,
      revoked_by: revoked && actorView(lookups, revoked.by, revoked.position),
      revoked_at: revoked?.at ?? null,
    };
  });
}

/** Actors and positions that showing an item's waivers takes. */
export function waiverActors(row: ItemRow): { actorId: string; position: number }[] {
  return row.waiverRows.flatMap(({ requested_by, position, approved, revoked }) => [
    { actorId: requested_by.id, position },
    ...[approved, revoked].flatMap((stamp) =>
      stamp ? [{ actorId: stamp.by.id, position: stamp.position }] : [],
    ),
  ]);
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
