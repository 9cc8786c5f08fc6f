/** An event that a write recorded. */
export class WrittenEvent {
  /** @example '01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11' */
  id!: string;
  /** @example 'item.checked' */
  type!: string;
  /** Place in the tenant's log. @example 42 */
  position!: number;
}

/** What every write answers with, beside its resource. */
export class WriteAnswerBase {
  /** Position of the last event recorded; a read with at least this Readiness-Position has seen the write. @example 42 */
  position!: number | null;
  /** The events recorded, in order. */
  events!: WrittenEvent[];
}
