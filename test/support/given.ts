import type { Fold } from '../../src/eventstore/decider.js';
import type { EventData, RecordedEvent } from '../../src/eventstore/event.js';

/** An event as if it had been recorded; `more` overrides what matters to the test. */
export function recordedEvent(data: EventData, more: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    tenant: 'default',
    position: 0,
    epoch: 0,
    id: '01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11',
    stream: { type: data.type.split('.')[0] ?? '', id: 'id_1' },
    sequence: 1,
    project: null,
    actor: { id: 'mem_ana', kind: 'human' },
    credentialId: null,
    authMethod: null,
    source: 'api',
    requestId: null,
    correlationId: 'cor-1',
    causationId: null,
    outcome: 'success',
    createdAt: '2025-03-03T10:00:00.000000Z',
    ...data,
    ...more,
  };
}

/** The state that a history leads to. */
export function given<State>(fold: Fold<State>, events: readonly EventData[]): State {
  return events
    .map((event, index) => recordedEvent(event, { position: index, sequence: index + 1 }))
    .reduce(fold.evolve, fold.initial);
}
