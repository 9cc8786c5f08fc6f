const MOST_PARTS = 16;
// Text of the database holds no NUL, and no key has any other control character.
const CONTROL = /\p{Cc}/u;

/** What somebody has of a ticket. */
export interface TicketRef {
  /** Keys that it may have, in lower case. */
  readonly keys: readonly string[];
  /** Of a URL: how it may be written where the ticket was linked. Null: it is a key. */
  readonly urls: readonly string[] | null;
}

/** Reads a ticket's key, or its URL as an address line has it: with a fragment, or parameters that name no ticket. */
export function ticketRef(text: string): TicketRef {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return { keys: [text.toLowerCase()], urls: null };
  const url = new URL(text);
  const parts = `${url.pathname}${url.search}${url.hash}`
    .split(/[/?&=#]+/)
    .map((part) => decoded(part).toLowerCase())
    .filter((part) => part !== '' && !CONTROL.test(part))
    .slice(-MOST_PARTS);
  return { keys: parts.flatMap((part) => [part, `#${part}`]), urls: [...new Set(writings(text, url))] };
}

function writings(text: string, url: URL): string[] {
  const plain = new URL(url);
  plain.hash = '';
  const bare = new URL(plain);
  bare.search = '';
  return [text, url.href, plain.href, bare.href].flatMap((one) => [one, one.replace(/\/$/, '')]);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
