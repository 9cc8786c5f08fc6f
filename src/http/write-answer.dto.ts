/** An event that a write recorded. */
export class WrittenEvent {
  /** @example '01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11' */
  id!: string;
  /** @example 'item.checked' */
  type!: string;
  /** Place in the tenant's log. @example 42 */
  position!: number;
}

/** A leaf that the log owes. */
export class OwedLeaf {
  /** @example 42 */
  position!: number;
  /** @example 'GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=' */
  leaf_hash!: string;
}

/** What the log owes for a write: proof that these leaves are in its tree, at GET /v1/events/{position}/proof. */
export class WriteReceipt {
  /** Name of the log, the first line of its checkpoints. @example 'clearance.example.org/log/default' */
  origin!: string;
  /** Of the last event. @example 42 */
  position!: number;
  /** Of the last event: RFC 6962 leaf hash, base64. @example 'GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=' */
  leaf_hash!: string;
  /** One for each event, in order. */
  leaves!: OwedLeaf[];
}

/** What every write answers with, beside its resource. */
export class WriteAnswerBase {
  /** Position of the last event recorded; a read with at least this Readiness-Position has seen the write. @example 42 */
  position!: number | null;
  /** The events recorded, in order. */
  events!: WrittenEvent[];
  /** Null where nothing was recorded. */
  receipt!: WriteReceipt | null;
}
