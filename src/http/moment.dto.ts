import type { Moment } from '../eventstore/moment.js';
import { ListQuery, ReadQuery } from './consistency.dto.js';
import { QueryPosition, QueryTimestamp } from './query-values.js';
import { Omittable } from './validators.js';

/** The query of a read that can be asked for as of another moment. */
export class MomentQuery extends ReadQuery {
  /** The state after the event at this position. @example 42 */
  @Omittable()
  @QueryPosition()
  at_position?: number;

  /** The time to judge at; of the past it is what had been recorded by then. */
  @Omittable()
  @QueryTimestamp()
  as_of?: string;
}

/** The query of a list that can be asked for as of another moment, in pages. */
export class MomentListQuery extends ListQuery {
  /** The state after the event at this position. @example 42 */
  @Omittable()
  @QueryPosition()
  at_position?: number;

  /** The time to judge at; of the past it is what had been recorded by then. */
  @Omittable()
  @QueryTimestamp()
  as_of?: string;
}

/** The moment that a query asks for. */
export function momentOf(query: { readonly at_position?: number; readonly as_of?: string }): Moment {
  return { atPosition: query.at_position ?? null, asOf: query.as_of ?? null };
}
