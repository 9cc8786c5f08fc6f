import postgres from 'postgres';
import type { Sql } from '../../database/connection.js';

/**
 * Up to `max` connections beside a pool's, as the same login. For work that holds a lock while it needs a connection:
 * those who wait for the lock could have taken all of the pool's. Its caller ends it. `lockTimeoutMs`: 0 for none.
 */
export function openBeside(pool: Sql, max: number, lockTimeoutMs = 0): Sql {
  const options = {
    ...pool.options,
    max,
    // A session's locks would go with a connection that is closed for its age.
    idle_timeout: 0,
    max_lifetime: null,
    connection: { ...pool.options.connection, lock_timeout: lockTimeoutMs },
  };
  // The driver takes options that it has read before as they are; its types only know those that are unread.
  return postgres(options as unknown as postgres.Options<{ bigint: postgres.PostgresType<number> }>) as Sql;
}
