import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { View } from '../output/print.js';
import type { OperationId } from './operations.js';

/** Options that a command has beside those of its operation, and the members of the body that they make. */
export interface ExtraOptions {
  readonly add: (command: Command) => Command;
  /** @throws WrongUsage */
  readonly body: (flags: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** A command that is one operation of the API: its arguments and options are the operation's. */
export interface RouteSpec<Row = unknown> {
  readonly operation: OperationId;
  /** What is typed, such as `gate sign-offs`. */
  readonly words: string;
  /** Left out: the operation's summary. */
  readonly about?: string;
  /** How its rows are shown; left out: by the members that the answer has. */
  readonly view?: View<Row>;
  /** The columns of a table, where there is no `view`; left out: the first few. */
  readonly table?: readonly string[];
  /** Columns of a table that the answer has no member for. */
  readonly cells?: Readonly<Record<string, (row: unknown) => string>>;
  /** What is said in a table's place of something written or read alone. `recorded` null: nothing was. */
  readonly say?: (row: Row, recorded: number | null, value: unknown) => string;
  /** Rows of an answer that is not a list; left out: its resource, or itself. */
  readonly rows?: (value: unknown) => readonly Row[];
  /** Names that are given as arguments, in order; left out: those in the path but the ones that belong to options. */
  readonly positional?: readonly string[];
  /** Names that no option is made for, since `extra` has better ones. */
  readonly leaveOut?: readonly string[];
  /** Options that may be left out, and what they are then. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Rows in a table where no --limit is given; left out: all. */
  readonly mostInTable?: number;
  /** The body is a file of JSON, named as the last argument. */
  readonly isBodyFile?: true;
  readonly extra?: ExtraOptions;
  readonly exitCode?: (value: unknown) => ExitCode;
  /** An example of its arguments and options; left out: made of the operation's own examples. */
  readonly example?: string;
}

/** A route whose rows have a type. */
export function route<Row>(spec: RouteSpec<Row>): RouteSpec {
  return spec as unknown as RouteSpec;
}
