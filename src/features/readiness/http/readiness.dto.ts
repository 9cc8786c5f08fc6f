import { ReadQuery } from '../../../http/consistency.dto.js';
import { QueryPosition, QueryTimestamp } from '../../../http/query-values.js';
import { Line, Omittable } from '../../../http/validators.js';

export class ReadinessQuery extends ReadQuery {
  /** Key of a gate. @example 'go-live' */
  @Omittable()
  @Line({ max: 64 })
  gate?: string;

  /** The state after the event at this position. @example 42 */
  @Omittable()
  @QueryPosition()
  at_position?: number;

  /** The state at this time of recording. */
  @Omittable()
  @QueryTimestamp()
  as_of?: string;
}

export class CountsBody {
  /** @example 39 */
  total!: number;
  /** All but those that are not applicable. @example 38 */
  applicable!: number;
  /** @example 33 */
  checked!: number;
  /** @example 4 */
  open!: number;
  /** @example 1 */
  failed!: number;
  /** @example 1 */
  not_applicable!: number;
  /** @example 0 */
  waived!: number;
}

export class ReasonBody {
  /** `item_open`, `item_failed` or `nothing_to_assess`. @example 'item_open' */
  code!: string;
  /** Key of the item. @example 'ha-setup.test-the-restore' */
  item!: string | null;
  /** Key of its checklist. @example 'go-live' */
  checklist!: string | null;
  /** @example '“Test the restore” in go-live is open' */
  message!: string;
}

/** Whether a project is ready, with every reason against it. */
export class ReadinessBody {
  /** @example 'payments-api' */
  project!: string;
  /** @example 'go-live' */
  gate!: string;
  /** `ready`, `ready_with_exceptions` or `not_ready`. @example 'not_ready' */
  verdict!: string;
  /** Checked over applicable; null where nothing is applicable. @example 0.8684 */
  score!: number | null;
  counts!: CountsBody;
  reasons!: ReasonBody[];
  /** Position of the newest event in the answer. @example 42 */
  position!: number;
  /** The time the answer is for. */
  as_of!: string;
  /** SHA-256 (hex) over what was judged. */
  digest!: string;
}
