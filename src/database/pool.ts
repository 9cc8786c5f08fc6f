import { Socket } from 'node:net';
import pg from 'pg';
import { AnswerWatch } from './answer-watch.js';
import { noConnection } from './failures.js';
import { Listener } from './listener.js';
import { Places } from './places.js';
import { type BesideOptions, queries, type Sql, type TransactionSql } from './sql.js';
import { type Taken, taken, watch } from './taken.js';
import { openTransaction } from './transaction.js';

export interface PoolSettings extends pg.ClientConfig {
  readonly max: number;
  /** Milliseconds after which an unused connection is closed; 0 for never. */
  readonly idleTimeoutMillis: number;
  /** Milliseconds that a caller waits for a connection while none is given back; 0 for connectionTimeoutMillis. */
  readonly placeTimeoutMillis: number;
  /** Milliseconds without an answer after which a connection is closed; 0 for never. */
  readonly answerTimeoutMillis: number;
  /** Whether statements are sent without waiting for the answers to those before; COPY needs that they are not. */
  readonly pipeline: boolean;
  /** Whether a server without TLS will do. */
  readonly isTlsOptional: boolean;
}

// The driver gives bigint as text; logs stay under 2^53.
const INT8: number = pg.types.builtins.INT8;
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

const SNAPSHOT = 'ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * Opens a pool on the driver (the `pg` package); nothing is connected before the first statement. A connection that is
 * lost rejects what waits on it with ConnectionLost and is never used again.
 */
export function makePool(settings: PoolSettings): Sql {
  const sockets = new Set<Socket>();
  const own = {
    ...settings,
    types: TYPES,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  };
  const pool = new pg.Pool(own);
  // An idle connection that is lost has gone from the pool when this is heard.
  pool.on('error', () => undefined);
  pool.on('connect', watch);
  const places = new Places(pool, settings.placeTimeoutMillis);
  const answers = new AnswerWatch(settings.answerTimeoutMillis);
  const take = async (): Promise<Taken> => {
    try {
      return taken(await places.take(), settings.pipeline, answers);
    } catch (error) {
      if (!settings.isTlsOptional || pool.options.ssl === false || !isWithoutTls(error))
        throw noConnection(error);
      pool.options.ssl = false;
      return await take();
    }
  };
  let ended: Promise<void> | null = null;
  const listeners = new Set<Listener>();
  return Object.assign(
    queries(async (statement) => {
      const connection = await take();
      try {
        return (await connection.send(statement)).rows;
      } finally {
        connection.release();
      }
    }),
    {
      begin: async <T>(work: (sql: TransactionSql) => Promise<T>, options = '') =>
        await openTransaction(await take(), options, true, work),
      look: async <T>(work: (sql: TransactionSql) => Promise<T>) => {
        const connection = await take();
        try {
          return await openTransaction(connection, SNAPSHOT, false, work);
        } catch (error) {
          if (!connection.isLost()) throw error;
          return await openTransaction(await take(), SNAPSHOT, false, work);
        }
      },
      listen: async (channel: string, heard: (payload: string) => void) => {
        const listener = new Listener(() => new pg.Client({ ...own, ssl: pool.options.ssl }), channel, heard);
        listeners.add(listener);
        await listener.start();
        return {
          unlisten: async () => {
            listeners.delete(listener);
            await listener.stop();
          },
        };
      },
      beside: (max: number, { lockTimeoutMs = 0, isForCopy = false }: BesideOptions = {}) =>
        makePool({
          ...settings,
          max,
          pipeline: !isForCopy,
          idleTimeoutMillis: 0,
          placeTimeoutMillis: 0,
          answerTimeoutMillis: 0,
          options: `${settings.options ?? ''} -c lock_timeout=${lockTimeoutMs}`,
        }),
      end: ({ timeout = 5 }: { timeout?: number } = {}) => (ended ??= endAll(timeout)),
    },
  );

  async function endAll(timeoutSeconds: number): Promise<void> {
    const stopped = Promise.all([...listeners].map((listener) => listener.stop()));
    const given = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, timeoutSeconds * 1_000);
    try {
      await Promise.all([pool.end(), stopped]);
    } finally {
      clearTimeout(given);
    }
  }
}

function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not support SSL');
}
