import { randomBytes } from 'node:crypto';
import { built } from '../support/dist.mjs';
import { freshName, payloadOf, placeOf } from './payload.mjs';

const TENANT = 'default';

/**
 * This store as the service has it: its pools and logins, row level security, the whole envelope, both commitments, a
 * private part, an expected sequence of the stream that is written and of one that is read, and an idempotency key.
 */
export async function ownStore(base) {
  const { Database } = await built('database/database.js');
  const { PostgresEventStore } = await built('eventstore/postgres-eventstore.js');
  const database = Database.open(base);
  const store = new PostgresEventStore(database.append, database.read);
  await store.createTenant(TENANT, 'bench.example.org/log/default');
  const checklist = { stream: { type: 'checklist', id: 'chk_bench' }, expected: 1 };
  await store.append({
    tenant: TENANT,
    context: contextOf('setup'),
    writes: [{ stream: checklist.stream, expected: 0, project: 'prj_0', events: [eventOf(0, 0)] }],
  });
  return {
    /** `append` as one lane after the other calls it, on streams of its own. */
    appender() {
      const name = freshName();
      return async (lane, turn) => {
        await store.append(requestOf(name, lane, turn, checklist));
      };
    },
    close: () => database.close(),
  };
}

/** The append of a status update, of one event; reads a checklist where one is given. */
export function requestOf(name, lane, turn, checklist) {
  const { stream, expected } = placeOf(lane, turn);
  const id = `${name}-${lane}-${turn}`;
  return {
    tenant: TENANT,
    context: contextOf(id),
    writes: [
      {
        stream: { type: 'item', id: `chk_bench/itm_${name}_${stream}` },
        expected,
        project: `prj_${lane % 50}`,
        events: [eventOf(lane, turn)],
      },
    ],
    ...(checklist && { reads: [checklist] }),
    idempotency: { caller: `mem_${lane}`, key: id, fingerprint: FINGERPRINT },
  };
}

const FINGERPRINT = randomBytes(32);

function eventOf(lane, turn) {
  return {
    type: 'item.checked',
    revision: 1,
    payload: payloadOf(lane, turn),
    private: { reason: 'The restore drill passed on staging' },
  };
}

function contextOf(id) {
  return {
    actor: { id: 'mem_0r8sk2v9x1q4w7zt', kind: 'human' },
    credentialId: 'key_3kq0v9m2p5s8x1bt',
    authMethod: 'api_key',
    source: 'api',
    requestId: `request-${id}`,
    correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
    causationId: null,
  };
}
