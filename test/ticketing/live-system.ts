/** A real ticket system, as the tests need to know it beside the connector under test. */
export interface LiveSystem {
  readonly name: string;
  readonly url: string;
  /** What a connection to it takes; `base_url` is the test's own. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** What Ana is called there. */
  readonly ana: string;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Ids of the tickets whose title ends so. */
  readonly titled: (end: string) => Promise<string[]>;
  /** Ana closes a ticket; gives when, as the system says. */
  readonly closeAsAna: (id: string) => Promise<string>;
  /** Whether it is closed. */
  readonly isClosed: (id: string) => Promise<boolean>;
  readonly titleOf: (id: string) => Promise<string>;
  /** Ana deletes it. */
  readonly remove: (id: string) => Promise<void>;
  /** How many comments were made in it. */
  readonly comments: (id: string) => Promise<number>;
}

/** JSON of an answer; an error names what was asked. */
export async function asked(url: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
