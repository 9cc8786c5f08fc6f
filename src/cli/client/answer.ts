/** An answer as it came, whatever its status. */
export interface ApiAnswer {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** A JSON answer: what it says, and the text that says it. */
export interface Answer<T> {
  readonly value: T;
  readonly text: string;
}
