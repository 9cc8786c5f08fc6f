import { composed, type Parameter, Part, type StatementText } from './statement.js';

// A row's shape is known where it is asked for, by the statement's own type parameter.
type AnyRow = Record<string, unknown>;
/** What a statement gives. */
export type Row = object;

/** What both a pool and a transaction can do. */
export interface Queries {
  /** Sends a statement by template: every value becomes a parameter, every part (statement.ts) a piece of the text. */
  <T extends readonly Row[] = AnyRow[]>(
    strings: TemplateStringsArray,
    ...parameters: Parameter[]
  ): Promise<T>;
  /**
   * Sends a statement whose text is made elsewhere; never from a request. Without parameters it may hold several statements.
   * `prepare`: the server keeps its plan.
   */
  readonly unsafe: <T extends readonly Row[] = AnyRow[]>(
    text: string,
    parameters?: readonly unknown[],
    options?: { readonly prepare?: boolean },
  ) => Promise<T>;
}

export interface TransactionSql extends Queries {
  /** Runs `work` after a savepoint; what it did is undone where it throws, and the transaction can go on. */
  readonly savepoint: <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;
  /** `COPY (...) TO STDOUT`: its text (copy-text.ts) as it comes. Needs a pool that does not pipeline. */
  readonly copyOut: (statement: string) => AsyncIterable<Buffer>;
  /** `COPY ... FROM STDIN`: sends lines as copyLine makes them. Needs a pool that does not pipeline. */
  readonly copyIn: (statement: string, lines: Iterable<string>) => Promise<void>;
}

export interface Subscription {
  readonly unlisten: () => Promise<void>;
}

export interface BesideOptions {
  readonly lockTimeoutMs?: number;
  /** Statements of a connection go one after the other, so that COPY can be one of them. */
  readonly isForCopy?: boolean;
}

/** A connection pool. */
export interface Sql extends Queries {
  /** Runs `work` in a transaction on one connection: committed when it ends, rolled back where it throws. */
  readonly begin: <T>(work: (sql: TransactionSql) => Promise<T>, options?: string) => Promise<T>;
  /**
   * The same for reading one snapshot: nothing waits for BEGIN or COMMIT, which saves two round trips. Where the
   * connection turns out to be lost, maybe long ago, `work` is done once more on another one.
   */
  readonly look: <T>(work: (sql: TransactionSql) => Promise<T>) => Promise<T>;
  /** Hears the notifications of a channel on a connection of its own, again after that was lost. */
  readonly listen: (channel: string, heard: (payload: string) => void) => Promise<Subscription>;
  /**
   * Up to `max` connections beside the pool's, as the same login, never closed for their age. For work that holds a
   * lock while it needs a connection: those who wait for the lock could have taken all of the pool's. The caller ends it.
   */
  readonly beside: (max: number, options?: BesideOptions) => Sql;
  /** Closes the connections: those in use when they are free, all of them after `timeout` seconds. */
  readonly end: (options?: { readonly timeout?: number }) => Promise<void>;
}

/** Makes the two ways to write a statement from one that sends it. */
export function queries(send: (statement: StatementText) => Promise<Row[]>): Queries {
  const sent = (statement: StatementText): Promise<Row[]> => {
    const answer = send(statement);
    // A statement may fail while its sender still waits for something else; that must not end the process.
    answer.catch(() => undefined);
    return answer;
  };
  const tag = (strings: TemplateStringsArray, ...parameters: Parameter[]): Promise<Row[]> =>
    sent(composed(new Part(strings, parameters)));
  const unsafe = (
    text: string,
    values: readonly unknown[] = [],
    options: { readonly prepare?: boolean } = {},
  ): Promise<Row[]> => sent({ text, values, isPrepared: options.prepare ?? false });
  // The rows are what the caller says they are: only the database knows.
  return Object.assign(tag, { unsafe }) as Queries;
}
