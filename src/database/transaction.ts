import { failureCode } from './failures.js';
import { queries, type TransactionSql } from './sql.js';
import type { Taken } from './taken.js';

const IN_FAILED_TRANSACTION = '25P02';

/** A statement failed inside of a transaction and its error was swallowed: the server rolled all of it back. */
class TransactionAborted extends Error {
  override readonly name = 'TransactionAborted';
}

/**
 * Runs `work` between BEGIN and COMMIT, or ROLLBACK where it throws, and gives the connection back. Where
 * `isWriting` is false nothing waits for BEGIN and COMMIT. Throws what `work` throws, TransactionAborted, ConnectionLost.
 */
export async function openTransaction<T>(
  connection: Taken,
  options: string,
  isWriting: boolean,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  const plain = (text: string): Promise<{ command: string }> =>
    connection.send({ text, values: [], isPrepared: false });
  let isOpen = true;
  const sql = transactionSql(connection, () => isOpen);
  try {
    const begun = plain(`BEGIN ${options}`);
    begun.catch(() => undefined);
    // A BEGIN that fails alone would leave what follows without a transaction: for reads it is enough to know in time.
    if (isWriting) await begun;
    const result = await work(sql);
    isOpen = false;
    const committed = plain('COMMIT');
    if (isWriting) {
      if ((await committed).command === 'ROLLBACK')
        throw new TransactionAborted('a statement of the transaction had failed: nothing of it was done');
      connection.release();
    } else {
      await begun;
      committed.then(
        () => connection.release(),
        () => connection.release(true),
      );
    }
    return result;
  } catch (error) {
    isOpen = false;
    await rollBack(connection, plain);
    throw error;
  }
}

async function rollBack(connection: Taken, plain: (text: string) => Promise<unknown>): Promise<void> {
  if (connection.isLost()) return connection.release();
  try {
    await plain('ROLLBACK');
    connection.release();
  } catch {
    connection.release(true);
  }
}

function transactionSql(connection: Taken, isOpen: () => boolean): TransactionSql {
  let savepoints = 0;
  let failure: unknown = null;
  const own = queries(async (statement) => {
    // The connection is another's by now.
    if (!isOpen()) throw new Error('a statement came after the end of its transaction');
    try {
      return (await connection.send(statement)).rows;
    } catch (error) {
      // Statements sent together fail together: each says why the first one did, not that it came behind it.
      if (failureCode(error) === IN_FAILED_TRANSACTION && failure !== null) throw failure;
      failure = error;
      throw error;
    }
  });
  const savepoint = async <T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> => {
    savepoints += 1;
    const name = `s${savepoints}`;
    await own.unsafe(`SAVEPOINT ${name}`);
    try {
      const result = await work(sql);
      await own.unsafe(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      if (!connection.isLost()) await own.unsafe(`ROLLBACK TO SAVEPOINT ${name}`);
      failure = null;
      throw error;
    }
  };
  const sql: TransactionSql = Object.assign(own, {
    savepoint,
    copyOut: connection.copyOut,
    copyIn: connection.copyIn,
  });
  return sql;
}
