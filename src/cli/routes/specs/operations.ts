import type { DismissAnswer, FailedEventBody, RetryAnswer } from '../../../client/schema.js';
import { EXIT } from '../../exit-codes.js';
import { failedEventsView } from '../../views/failed-events.js';
import { route } from '../route-spec.js';

/** The service itself: health, projections, events that projections could not take. */
export const OPERATIONS_ROUTES = [
  route({ operation: 'health_live', words: 'health live' }),
  route({ operation: 'health_ready', words: 'health ready' }),
  route({ operation: 'health_read', words: 'health metrics' }),
  route({
    operation: 'operations_list',
    words: 'projection list',
    table: ['name', 'version', 'position', 'lag', 'rebuild.state'],
  }),
  route({ operation: 'operations_rebuild_state', words: 'projection rebuild' }),
  route<FailedEventBody>({
    operation: 'operations_list_failed_events',
    words: 'failed-events',
    about: 'list the events that projections could not take; --state left out: all but the dismissed',
    view: failedEventsView,
  }),
  route<FailedEventBody>({
    operation: 'operations_retry',
    words: 'failed-event retry',
    about: 'try one again at once, with all that its project has behind it',
    view: failedEventsView,
    rows: (value) => {
      const { failed_event: failed } = value as RetryAnswer;
      return failed ? [failed] : [];
    },
    say: (_, __, value) => {
      const { failed_event: failed } = value as RetryAnswer;
      return failed
        ? `Not healed: ${failed.id} (${failed.event_type}) fails with ${failed.error}\n`
        : 'Healed: it went through, and all behind it\n';
    },
    exitCode: (value) => ((value as RetryAnswer).healed ? EXIT.ok : EXIT.internal),
    example: 'items.42',
  }),
  route<DismissAnswer['resource']>({
    operation: 'operations_dismiss',
    words: 'failed-event dismiss',
    about: 'leave one out of its projection for good; that is recorded',
    view: failedEventsView,
    say: ({ id, event_type: type }, recorded) =>
      `Dismissed ${id} (${type}), recorded ${recorded === null ? 'before' : `at position ${recorded}`}\n`,
    example: "items.42 --reason 'recorded by a faulty import'",
  }),
];
