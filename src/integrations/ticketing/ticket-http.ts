import { TicketingFailed } from './connector-errors.js';

export interface HttpAsk {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly isCut: boolean;
}

/** What connectors send requests with: the guarded client (src/integrations/outbound). */
export interface HttpSender {
  request(asked: HttpAsk): Promise<HttpAnswer>;
}

export const TICKET_TIMEOUT_MS = 10_000;
export const TICKET_ANSWER_BYTES = 4 * 1024 * 1024;
const MOST_WORDS = 300;
const LIMIT_WORDS = /rate limit/i;
/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: at least a minute. */
const UNSAID_WAIT_SECONDS = 60;

export interface JsonAsk {
  readonly method: HttpAsk['method'];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** JSON over HTTP to one system, under its login. */
export class TicketHttp {
  constructor(
    private readonly sender: HttpSender,
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The answer's JSON (null where it is empty). Throws TicketingFailed for every status of 300 and more. */
  async json(ask: JsonAsk): Promise<unknown> {
    const answer = await this.answer(ask);
    refuseFailure(answer, `${ask.method} ${ask.path}`);
    return parsed(answer);
  }

  /** The same, null where it is not there (404). */
  async jsonOrNull(ask: JsonAsk): Promise<unknown> {
    const answer = await this.answer(ask);
    if (answer.status === 404) return null;
    refuseFailure(answer, `${ask.method} ${ask.path}`);
    return parsed(answer);
  }

  private async answer({ method, path, query, body, headers }: JsonAsk): Promise<HttpAnswer> {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    return await this.sender.request({
      method,
      url: `${this.baseUrl}${path}${search}`,
      headers: {
        accept: 'application/json',
        'user-agent': 'clearance',
        ...this.headers,
        ...content,
        ...headers,
      },
      timeoutMs: TICKET_TIMEOUT_MS,
      maxAnswerBytes: TICKET_ANSWER_BYTES,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** Says what a status means. Throws TicketingFailed for 300 and more. */
export function refuseFailure(answer: HttpAnswer, what: string): void {
  const { status, headers, body } = answer;
  if (status < 300) return;
  const words = body.toString('utf8').replaceAll(/\s+/g, ' ').slice(0, MOST_WORDS);
  const message = `${what} was answered with ${status}${words === '' ? '' : `: ${words}`}`;
  if (status < 400)
    throw new TicketingFailed('rejected', `${message} (it leads elsewhere, and is not followed)`);
  if (isThrottled(answer, words)) throw new TicketingFailed('throttled', message, waitIn(headers, words));
  if (status === 401 || status === 403) throw new TicketingFailed('unauthorized', message);
  if (status === 404 || status === 410) throw new TicketingFailed('not_found', message);
  if (status >= 500 || status === 408)
    throw new TicketingFailed('unavailable', message, waitIn(headers, words));
  throw new TicketingFailed('rejected', message);
}

/** GitHub says 403 to what is too much as well, and tells it from a missing right by headers or words alone. */
function isThrottled({ status, headers }: HttpAnswer, words: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const isSaid = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
  return isSaid || LIMIT_WORDS.test(words);
}

/**
 * Seconds to leave a system alone for: Retry-After (RFC 9110: seconds or a date), else when the limit begins anew (GitHub
 * in Unix seconds, Jira as a date), else the minute that GitHub asks for; null where nothing is said.
 */
function waitIn(headers: HttpAnswer['headers'], words: string): number | null {
  const until = headers['x-ratelimit-remaining'] === '0' ? headers['x-ratelimit-reset'] : undefined;
  const [after, reset] = [secondsIn(headers['retry-after'], false), secondsIn(until, true)];
  return after ?? reset ?? (LIMIT_WORDS.test(words) ? UNSAID_WAIT_SECONDS : null);
}

function secondsIn(text: string | undefined, isEpoch: boolean): number | null {
  if (text === undefined) return null;
  const now = Date.now() / 1000;
  if (/^\d{1,12}$/.test(text)) return Math.max(0, isEpoch ? Number(text) - now : Number(text));
  const at = Date.parse(text) / 1000;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function parsed({ body, isCut }: HttpAnswer): unknown {
  if (isCut) throw new TicketingFailed('rejected', `an answer is over ${TICKET_ANSWER_BYTES} bytes`);
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new TicketingFailed('unavailable', 'an answer is no JSON: is this the base URL of the system?');
  }
}
