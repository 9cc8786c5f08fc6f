import { InvalidArgumentError } from 'commander';
import { dismissFailedEvent, listFailedEvents, retryFailedEvent } from '../client/failed-events.js';
import { EXIT } from '../exit-codes.js';
import { printAnswer, printList } from '../output/print.js';
import { failedEventsView } from '../views/failed-events.js';
import type { Host } from './host.js';
import { withIdempotencyKey, writeOptions, type WriteFlags } from './options.js';

interface DismissFlags extends WriteFlags {
  readonly reason: string;
}

const STATES = ['retrying', 'given_up', 'dismissed'];

export function addFailedEvents(host: Host): void {
  host
    .command('failed-events', 'list the events that projections could not take')
    .option('--state <states>', `some of ${STATES.join(', ')}; left out: all but the dismissed`, states)
    .action(
      host.act(async (session, { state }: { state?: string }) => {
        await printList(session, failedEventsView, listFailedEvents(session.api, { state }));
      }),
    );
}

export function addFailedEvent(host: Host): void {
  const failedEvent = host.group('failed-event', 'retry or dismiss a failed event');
  host
    .command('retry', 'try one again at once, with all that its project has behind it', failedEvent)
    .argument('<id>', 'as failed-events lists it, such as items.42')
    .action(
      host.act(async (session, id: string) => {
        const answer = await retryFailedEvent(session.api, id);
        await printAnswer(session, answer, {
          view: failedEventsView,
          rows: ({ failed_event: failed }) => (failed ? [failed] : []),
          words: ({ failed_event: failed }) =>
            failed
              ? `Not healed: ${failed.id} (${failed.event_type}) fails with ${failed.error}\n`
              : `Healed: ${id} went through, and all behind it\n`,
        });
        return answer.value.healed ? EXIT.ok : EXIT.internal;
      }),
    );
  const dismiss = host
    .command('dismiss', 'leave one out of its projection for good; that is recorded', failedEvent)
    .argument('<id>', 'as failed-events lists it, such as items.42')
    .requiredOption('--reason <text>', 'why it may be left out');
  withIdempotencyKey(dismiss).action(
    host.act(async (session, id: string, flags: DismissFlags) => {
      const answer = await dismissFailedEvent(session.api, id, flags.reason, writeOptions(flags));
      await printAnswer(session, answer, {
        view: failedEventsView,
        rows: ({ resource }) => [resource],
        words: ({ resource, position }) =>
          `Dismissed ${resource.id} (${resource.event_type}), recorded ${position === null ? 'before' : `at position ${position}`}\n`,
      });
    }),
  );
}

function states(text: string): string {
  if (text.split(',').some((state) => !STATES.includes(state)))
    throw new InvalidArgumentError(`Give some of ${STATES.join(', ')}, with commas between.`);
  return text;
}
