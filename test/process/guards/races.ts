import { randomInt } from 'node:crypto';
import { GuardConflict } from '../../../src/eventstore/errors.js';
import type { RecordedEvent } from '../../../src/eventstore/event.js';
import type { AppendRequest, EventStore } from '../../../src/eventstore/eventstore.js';
import { CONTEXT } from '../../contract/eventstore.contract.js';
import { TENANT } from '../crash/appenders.js';

/** Races that start together. Few: what a node sends together is one transaction, which meets the others only once. */
const AT_ONCE = 6;
const PROJECTS = 5 * AT_ONCE;

export interface Outcomes {
  /** Guarded appends that came first, and those that were refused. */
  recorded: number;
  refused: number;
}

/**
 * Races a guarded append through one node against an unguarded one through the other, in the same project. A guarded
 * event carries the position that its append was decided at.
 */
export async function race(nodes: readonly [EventStore, EventStore], races: number): Promise<Outcomes> {
  const outcomes = { recorded: 0, refused: 0 };
  for (let done = 0; done < races; done += AT_ONCE) {
    const [guarding, other] = randomInt(2) === 0 ? nodes : nodes.toReversed();
    if (!guarding || !other) throw new Error('there are two nodes');
    const since = (await guarding.head(TENANT)).nextPosition - 1;
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => done + index);
    const starts = [
      () => numbers.map((number) => guarded(guarding, number, since, outcomes)),
      () => numbers.map((number) => other.append(appendOf(number, 'plain', null))),
    ];
    const [first, second] = randomInt(2) === 0 ? starts : starts.toReversed();
    const begun: Promise<unknown>[] = first?.() ?? [];
    for (let turns = randomInt(6); turns > 0; turns -= 1)
      await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([...begun, ...(second?.() ?? [])]);
  }
  return outcomes;
}

async function guarded(store: EventStore, number: number, since: number, outcomes: Outcomes): Promise<void> {
  try {
    await store.append(appendOf(number, 'guarded', since));
    outcomes.recorded += 1;
  } catch (error) {
    if (!(error instanceof GuardConflict)) throw error;
    outcomes.refused += 1;
  }
}

function appendOf(number: number, kind: string, since: number | null): AppendRequest {
  const project = `prj_${number % PROJECTS}`;
  const event = { type: 'item.checked', revision: 1, payload: since === null ? {} : { since } };
  const stream = { type: 'item', id: `${kind}_${number}_${randomInt(2 ** 40)}` };
  const request = {
    tenant: TENANT,
    context: CONTEXT,
    writes: [{ stream, expected: 0, events: [event], project }],
  };
  return since === null ? request : { ...request, guard: { project, since } };
}

/** Guarded events that got past another one of their project, in words; the log holds them in order. */
export function gotPast(log: readonly RecordedEvent[]): string[] {
  const newest = new Map<string | null, number>();
  return log.flatMap(({ project, position, payload }) => {
    const before = newest.get(project) ?? -1;
    newest.set(project, position);
    const since = payload['since'];
    if (typeof since !== 'number' || before <= since) return [];
    return [`${project}: decided at ${since}, recorded at ${position}, behind ${before}`];
  });
}
