import { Socket } from 'node:net';
import pg from 'pg';
import { lostConnection, noConnection, ReplicationUnconfirmed } from './failures.js';
import { Listener } from './listener.js';
import { queries, type Row, type Sql, type TransactionSql } from './sql.js';
import { openTransaction, type Taken } from './transaction.js';

export interface PoolSettings extends pg.ClientConfig {
  readonly max: number;
  /** Milliseconds after which an unused connection is closed; 0 for never. */
  readonly idleTimeoutMillis: number;
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
 * lost rejects what waits on it with ConnectionLost and is never used again. Statements on one connection are
 * pipelined: sent without waiting for the answers to those before.
 */
export function makePool(settings: PoolSettings): Sql {
  const sockets = new Set<Socket>();
  const own = {
    ...settings,
    types: TYPES,
    pipeline: true,
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
  const take = async (): Promise<Taken> => {
    try {
      return taken(await pool.connect());
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
      beside: (max: number, lockTimeoutMs = 0) =>
        makePool({
          ...settings,
          max,
          idleTimeoutMillis: 0,
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

const names = new Map<string, string>();

/** One name for one text in the whole process, so that every connection may know it. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return name;
}

// A plan made for other tables than those that are there now, or one that the connection no longer knows.
const SPOILT = new Set(['0A000', '26000']);

function taken(client: pg.PoolClient): Taken {
  let isLost = false;
  let isSpoilt = false;
  // Also keeps the process alive: an `error` that nobody hears ends it.
  const lose = (): void => {
    isLost = true;
  };
  client.on('error', lose);
  client.on('end', lose);
  let unconfirmed: string | null = null;
  const hearNotice = ({ message }: { message?: string | undefined }): void => {
    // The server's only word on it is this warning; the statement itself succeeds.
    if (message?.includes('synchronous replication')) unconfirmed = message;
  };
  client.on('notice', hearNotice);
  return {
    isLost: () => isLost,
    send: async ({ text, values, isPrepared }) => {
      try {
        const result = (await client.query<Row>({
          text,
          values: [...values],
          ...(isPrepared ? { name: nameOf(text) } : {}),
        })) as pg.QueryResult<Row> | pg.QueryResult<Row>[];
        if (unconfirmed !== null) throw new ReplicationUnconfirmed(unconfirmed);
        return Array.isArray(result) ? (result.at(-1) as pg.QueryResult<Row>) : result;
      } catch (error) {
        if (error instanceof pg.DatabaseError) {
          isSpoilt ||= SPOILT.has(error.code ?? '');
          // The server's last word on this connection.
          isLost ||= error.severity === 'FATAL';
          throw error;
        }
        throw isLost ? lostConnection(error) : error;
      }
    },
    release: (spoilt = false) => {
      client.off('error', lose);
      client.off('end', lose);
      client.off('notice', hearNotice);
      client.release(isLost || isSpoilt || spoilt);
    },
  };
}

function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not support SSL');
}
