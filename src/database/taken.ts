import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { AnswerWatch } from './answer-watch.js';
import { lostConnection, ReplicationUnconfirmed } from './failures.js';
import type { Row } from './sql.js';
import type { StatementText } from './statement.js';

/** A connection that is taken from its pool. */
export interface Taken {
  readonly send: (statement: StatementText) => Promise<{ command: string; rows: Row[] }>;
  readonly copyOut: (statement: string) => AsyncIterable<Buffer>;
  readonly copyIn: (statement: string, lines: Iterable<string>) => Promise<void>;
  /** Gives it back; one that was lost or is `spoilt` goes. */
  readonly release: (spoilt?: boolean) => void;
  readonly isLost: () => boolean;
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

const lost = new WeakSet<pg.ClientBase>();

/**
 * Notes when a new client loses its connection, whoever holds it then. The pool's own listener is not there while it
 * hands a client over, and an `error` that nobody hears ends the process.
 */
export function watch(client: pg.ClientBase): void {
  const lose = (): void => {
    lost.add(client);
  };
  client.on('error', lose);
  client.on('end', lose);
}

/** A client of a pool that `isPipelined` or sends one statement after the other; `answers` closes it when none come. */
export function taken(client: pg.PoolClient, isPipelined: boolean, answers: AnswerWatch): Taken {
  let isGivenUp = false;
  let isSpoilt = false;
  const isLost = (): boolean => isGivenUp || lost.has(client);
  let unconfirmed: string | null = null;
  const hearNotice = ({ message }: { message?: string | undefined }): void => {
    // The server's only word on it is this warning; the statement itself succeeds.
    if (message?.includes('synchronous replication')) unconfirmed = message;
  };
  client.on('notice', hearNotice);
  const failed = (error: unknown): unknown => {
    if (!(error instanceof pg.DatabaseError)) return isLost() ? lostConnection(error) : error;
    isSpoilt ||= SPOILT.has(error.code ?? '');
    // The server's last word on this connection.
    isGivenUp ||= error.severity === 'FATAL';
    return error;
  };
  const send = async ({ text, values, isPrepared }: StatementText): Promise<pg.QueryResult<Row>> => {
    if (isPipelined) gatherWrites(client);
    try {
      const query = { text, values: [...values], ...(isPrepared ? { name: nameOf(text) } : {}) };
      const result: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await answers.during(client, () =>
        client.query<Row>(query),
      );
      if (unconfirmed !== null) throw new ReplicationUnconfirmed(unconfirmed);
      return Array.isArray(result) ? (result.at(-1) as pg.QueryResult<Row>) : result;
    } catch (error) {
      throw failed(error);
    }
  };
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = before.then(work, work);
    before = mine;
    return await mine;
  };
  return {
    isLost,
    send: isPipelined ? send : async (statement) => await inTurn(() => send(statement)),
    copyOut: async function* (statement) {
      await before.catch(() => undefined);
      let isRead = false;
      try {
        yield* client.query(copyTo(statement)) as AsyncIterable<Buffer>;
        isRead = true;
      } catch (error) {
        throw failed(error);
      } finally {
        // The rest would still come: the connection is good for nothing else.
        isGivenUp ||= !isRead;
      }
    },
    copyIn: async (statement, lines) =>
      await inTurn(async () => {
        try {
          await pipeline(Readable.from(inPieces(lines)), client.query(copyFrom(statement)));
        } catch (error) {
          throw failed(error);
        }
      }),
    release: (spoilt = false) => {
      client.off('notice', hearNotice);
      client.release(isLost() || isSpoilt || spoilt);
    },
  };
}

/** What is sent in the same turn goes out in one write: BEGIN, the setting and the first statement, for instance. */
function gatherWrites(client: pg.PoolClient): void {
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const PIECE_LENGTH = 64 * 1024;

/** Lines joined to pieces worth sending. */
function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_LENGTH) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}
