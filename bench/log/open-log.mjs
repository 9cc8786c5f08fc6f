import { join } from 'node:path';
import { requestOf } from '../append/own-store.mjs';
import { freshName } from '../append/payload.mjs';
import { built } from '../support/dist.mjs';
import { superuserPool } from '../support/server.mjs';

export const TENANT = 'default';
export const ORIGIN = 'bench.example.org/log/default';

/** An empty log on a server of its own, with the service's logins and a superuser's pool; `close` ends the pools. */
export async function openLog({ base, superuser }) {
  const { Database } = await built('database/database.js');
  const { PostgresEventStore } = await built('eventstore/postgres-eventstore.js');
  const database = Database.open(base);
  const store = new PostgresEventStore(database.append, database.read);
  await store.createTenant(TENANT, ORIGIN);
  const admin = await superuserPool(superuser, base.database, 2);
  return {
    database,
    store,
    admin,
    close: () => Promise.all([database.close(), admin.end({ timeout: 3 })]),
  };
}

/** Appends as status updates come, of one event each, with a private part; gives the event's position. */
export function appender(store) {
  const name = freshName();
  return async (lane, turn) => {
    const { writes, context, tenant, idempotency } = requestOf(name, lane, turn, null);
    const { events } = await store.append({ tenant, context, writes, idempotency });
    return events[0].position;
  };
}

/** Appends so many events, 200 to a stream. */
export async function fill(store, count, say) {
  const name = freshName();
  let next = 0;
  const lane = async (number) => {
    for (let at = next; at < count; at = next) {
      next = Math.min(count, at + 200);
      const { writes, context, tenant } = requestOf(`${name}_${at}`, number, 0, null);
      const [write] = writes;
      const events = Array.from({ length: next - at }, () => write.events[0]);
      await store.append({ tenant, context, writes: [{ ...write, expected: 0, events }] });
      const end = at + events.length;
      if (Math.floor(end / 100_000) > Math.floor(at / 100_000)) say(`${end} events appended ...`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => lane(number)));
}

/** A sealer with its key in a folder. */
export async function openSealer(sql, folder) {
  const { AnchorSet } = await built('sealing/anchors/anchor-set.js');
  const { SignedByHere } = await built('sealing/held-checkpoint.js');
  const { Sealer } = await built('sealing/sealer.js');
  const { SigningKeys } = await built('sealing/signing-keys.js');
  const keys = new SigningKeys(join(folder, 'log-key'));
  const sealer = new Sealer({
    sql,
    keys,
    signedHere: new SignedByHere(join(folder, 'log-signed')),
    elsewhere: new AnchorSet([]),
    notices: { keysSign: async () => undefined, published: () => undefined },
  });
  return { sealer, keys };
}
