import type { Appended } from '../eventstore/eventstore.js';

/** What the log owes: proof that these leaves are in its tree (docs/audit-trail.md). */
export interface ReceiptView {
  origin: string;
  position: number;
  leaf_hash: string;
  leaves: { position: number; leaf_hash: string }[];
}

/** What every write answers with (api.md, Shapes). */
export interface WriteAnswer<T> {
  /** Position of the last event recorded: a read that reflects it has seen this write. */
  position: number | null;
  events: { id: string; type: string; position: number }[];
  /** Null where nothing was recorded. */
  receipt: ReceiptView | null;
  resource: T;
}

/** `appended` without events (nothing was to be recorded) gives position null. */
export function writeAnswer<T>(appended: Appended, resource: T): WriteAnswer<T> {
  return {
    position: appended.events.at(-1)?.position ?? null,
    events: appended.events.map(({ id, type, position }) => ({ id, type, position })),
    receipt: receiptView(appended),
    resource,
  };
}

/** The receipt of what was appended, null where nothing was. */
export function receiptView({ events }: Pick<Appended, 'events'>): ReceiptView | null {
  const owed = events.flatMap(({ position, receipt }) => (receipt ? [{ position, ...receipt }] : []));
  const last = owed.at(-1);
  if (last === undefined) return null;
  const leaves = owed.map(({ position, leafHash }) => ({ position, leaf_hash: leafHash }));
  return { origin: last.origin, position: last.position, leaf_hash: last.leafHash, leaves };
}
