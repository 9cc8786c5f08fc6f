import { CommandRunner } from '../../src/eventstore/command-runner.js';
import { type EventContext, type RecordedEvent, SYSTEM_ACTOR } from '../../src/eventstore/event.js';
import { PostgresEventStore } from '../../src/eventstore/postgres-eventstore.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

export const TENANT = 'default';

export const CONTEXT: EventContext = {
  actor: SYSTEM_ACTOR,
  credentialId: null,
  authMethod: 'internal',
  source: 'system',
  requestId: null,
  correlationId: 'cor-projections',
  causationId: null,
};

export interface Scene {
  readonly db: TestDatabase;
  readonly store: PostgresEventStore;
  readonly runner: CommandRunner;
  /** Counts in a project, and gives the event. */
  readonly count: (project: string, amount: number, revision?: number) => Promise<RecordedEvent>;
  readonly close: () => Promise<void>;
}

/** A database with an empty log. */
export async function createScene(): Promise<Scene> {
  const db = await createTestDatabase();
  const store = new PostgresEventStore(db.database.append, db.database.read);
  await store.createTenant(TENANT, 'clearance.local/log/default');
  const sequences = new Map<string, number>();
  return {
    db,
    store,
    runner: new CommandRunner(store),
    count: async (project, amount, revision = 1) => {
      const expected = sequences.get(project) ?? 0;
      const { events } = await store.append({
        tenant: TENANT,
        context: CONTEXT,
        writes: [
          {
            stream: { type: 'probe', id: `probe_${project}` },
            expected,
            project,
            events: [{ type: 'probe.counted', revision, payload: { amount } }],
          },
        ],
      });
      sequences.set(project, expected + 1);
      const [event] = events;
      if (!event) throw new Error('nothing was appended');
      return event;
    },
    close: () => db.close(),
  };
}
