import { peer } from '../support/dist.mjs';
import { superuserPool, urlOf } from '../support/server.mjs';
import { freshName, payloadOf, placeOf } from './payload.mjs';

/** Emmett's appendToStream on a database of its own; null where it is not installed. */
export async function emmett(superuser, say) {
  const emmettPostgres = await peer('@event-driven-io/emmett-postgresql', say);
  const pg = await peer('pg', say);
  if (!emmettPostgres || !pg) return null;
  const admin = await superuserPool(superuser, 'postgres', 1);
  await admin.unsafe('CREATE DATABASE emmett');
  await admin.end();
  const url = urlOf({ ...superuser, database: 'emmett' });
  const { getPostgreSQLEventStore } = emmettPostgres;
  const setUp = getPostgreSQLEventStore(url);
  await setUp.schema.migrate();
  await setUp.close();
  return {
    /** Appends over a pool of so many connections. */
    open(connections) {
      const pool = new pg.default.Pool({ connectionString: url, max: connections });
      // Said of connections that nobody uses, when the server ends.
      pool.on('error', () => undefined);
      const store = getPostgreSQLEventStore(url, {
        schema: { autoMigration: 'None' },
        connectionOptions: { pool },
      });
      return {
        appender: () => appenderOf(store),
        close: async () => {
          await store.close();
          await pool.end();
        },
      };
    },
  };
}

function appenderOf(store) {
  const name = freshName();
  return async (lane, turn) => {
    const { stream, expected } = placeOf(lane, turn);
    await store.appendToStream(
      `item-${name}_${stream}`,
      [{ type: 'item.checked', data: payloadOf(lane, turn) }],
      { expectedStreamVersion: expected === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected) },
    );
  };
}
