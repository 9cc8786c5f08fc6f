import { PageQuery } from '../../../http/paging.js';
import { QueryWords } from '../../../http/query-values.js';
import { Omittable, Text } from '../../../http/validators.js';
import { WriteAnswerBase } from '../../../http/write-answer.dto.js';
import { FAILED_STATES } from '../queries/failed-events.js';

export class FailedEventsQuery extends PageQuery {
  /** `retrying` and `given_up` where it is left out. */
  @Omittable()
  @QueryWords(FAILED_STATES)
  state?: (typeof FAILED_STATES)[number][];
}

export class DismissBody {
  /** Why the event may be left out of the projection. @example 'Recorded by a faulty import; corrected by hand' */
  @Text({ max: 2_000 })
  reason!: string;
}

/** An event that a projection could not take. */
export class FailedEventBody {
  /** `<projection>.<position>`. @example 'items.42' */
  id!: string;
  /** @example 'items' */
  projection!: string;
  /** @example 1 */
  version!: number;
  /** @example 42 */
  position!: number;
  /** What is set aside because of it: a project's id, else a stream's. */
  partition!: string;
  event_id!: string;
  /** @example 'item.checked' */
  event_type!: string;
  /** Id of the project that the event belongs to. */
  project!: string | null;
  /** @example 2 */
  failure_count!: number;
  /** The newest failure in the words of the code that failed. */
  error!: string;
  first_failed_at!: string;
  last_failed_at!: string;
  /** When it is tried again by itself; null: never. */
  retry_at!: string | null;
  /** `retrying`, `given_up` or `dismissed`. @example 'retrying' */
  state!: string;
}

export class FailedEventPage {
  data!: FailedEventBody[];
  next_cursor!: string | null;
}

export class RetryAnswer {
  /** True where the event went through and all behind it. */
  healed!: boolean;
  /** What the partition waits behind now; another event than before where a later one failed. */
  failed_event!: FailedEventBody | null;
}

export class DismissAnswer extends WriteAnswerBase {
  resource!: FailedEventBody;
}
