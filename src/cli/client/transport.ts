import { randomUUID } from 'node:crypto';
import { CliFailure, Unreachable } from '../failures.js';
import { VERSION } from '../../version.js';
import type { ApiAnswer } from './answer.js';
import { readFailure } from './connection.js';
import { failureOf } from './problem-answer.js';
import { reasonOf, waitBefore } from './retry.js';

/** A request as it goes over the wire, but for who asks. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface TransportOptions {
  readonly key: string | null;
  /** How often a request is sent at most; 1 for no retries. */
  readonly tries: number;
  /** For one try. */
  readonly timeoutMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hears why a request is sent again, and after how many milliseconds. */
  readonly onRetry: (reason: string, waitMs: number) => void;
}

/** Sends requests, again where that may help. Every write has an Idempotency-Key, the same on each try. */
export class Transport {
  private readonly options: TransportOptions;

  constructor(options: TransportOptions) {
    this.options = options;
  }

  /**
   * The answer, if it is a success.
   * @throws ServiceProblem, Unreachable, UnexpectedAnswer
   */
  async send(request: WireRequest): Promise<ApiAnswer> {
    const { tries, sleep, onRetry } = this.options;
    const sent = withKey(request);
    for (let tried = 1; ; tried++) {
      const outcome = await this.once(sent);
      const wait = tried < tries ? waitBefore(outcome, tried) : null;
      if (wait === null) return settle(outcome);
      onRetry(reasonOf(outcome), wait);
      await sleep(wait);
    }
  }

  /** Sends a request once and gives the answer's bytes as they come; the time limit is for its first. */
  async stream(request: WireRequest): Promise<AsyncIterable<Uint8Array>> {
    const { timeoutMs } = this.options;
    const { url } = request;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException('no answer', 'TimeoutError')), timeoutMs);
    try {
      const response = await this.fetch(withKey(request), limit.signal);
      const { status, headers, body } = response;
      if (!response.ok || body === null)
        throw failureOf({ url, status, headers, bytes: new Uint8Array(await response.arrayBuffer()) });
      return piecesOf(body, url, timeoutMs);
    } catch (error) {
      throw error instanceof CliFailure ? error : readFailure(url, timeoutMs, error);
    } finally {
      clearTimeout(timer);
    }
  }

  private async once(request: WireRequest): Promise<ApiAnswer | Unreachable> {
    const { timeoutMs } = this.options;
    const { url } = request;
    try {
      const response = await this.fetch(request, AbortSignal.timeout(timeoutMs));
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { url, status: response.status, headers: response.headers, bytes };
    } catch (error) {
      return readFailure(url, timeoutMs, error);
    }
  }

  private async fetch({ method, url, headers, body }: WireRequest, signal: AbortSignal): Promise<Response> {
    const { key } = this.options;
    return await fetch(url, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        'user-agent': `clearance-cli/${VERSION}`,
        ...headers,
      },
      // A redirect would turn a POST into a GET; where it leads is for the caller to say.
      redirect: 'manual',
      signal,
      ...(body !== undefined && { body }),
    });
  }
}

async function* piecesOf(
  body: AsyncIterable<Uint8Array>,
  url: URL,
  timeoutMs: number,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw readFailure(url, timeoutMs, error);
  }
}

/** A write that is sent twice must not be done twice. */
function withKey(request: WireRequest): WireRequest {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead || request.headers['idempotency-key'] !== undefined) return request;
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } };
}

function settle(outcome: ApiAnswer | Unreachable): ApiAnswer {
  if (outcome instanceof Unreachable) throw outcome;
  if (outcome.status < 200 || outcome.status > 299) throw failureOf(outcome);
  return outcome;
}
