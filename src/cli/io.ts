/** Where text goes: a terminal, a file, a pipe. */
export interface Sink {
  readonly isTerminal: boolean;
  /** Width of the terminal in cells; null where it is none. */
  readonly columns: number | null;
  /** True once the reader has gone (`| head`): what would be written is of no use to anybody. */
  readonly isClosed: boolean;
  /** Settles when the data is handed over. Writing to a closed sink does nothing. Rejects for a full disk and the like. */
  write(data: string | Uint8Array): Promise<void>;
}

/** All that the CLI has of the world around it, apart from files and HTTP. */
export interface Io {
  readonly out: Sink;
  readonly err: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder. */
  readonly cwd: string;
  readonly home: string;
  readStdin(): Promise<Uint8Array>;
  /** Waits, in milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Milliseconds since some moment in the past; never goes back. */
  now(): number;
}
