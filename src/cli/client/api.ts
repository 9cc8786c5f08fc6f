import { randomUUID } from 'node:crypto';
import { CliFailure, UnexpectedAnswer, Unreachable } from '../failures.js';
import { VERSION } from '../../version.js';
import type { Answer, ApiAnswer } from './answer.js';
import { readFailure } from './connection.js';
import { failureOf } from './problem-answer.js';
import { reasonOf, waitBefore } from './retry.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Made with `path`, so that names are encoded. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface WriteOptions {
  /** Left out: one is made, so that a retry is not done twice. */
  readonly idempotencyKey?: string;
  /** The sequence that the caller has seen. */
  readonly ifMatch?: number;
}

export interface ApiOptions {
  readonly url: URL;
  readonly key: string;
  /** How often a request is sent at most; 1 for no retries. */
  readonly tries: number;
  /** For one try. */
  readonly timeoutMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hears why a request is sent again, and after how many milliseconds. */
  readonly onRetry: (reason: string, waitMs: number) => void;
}

/** Sends requests to the service. Failed ones are CliFailures: ServiceProblem, Unreachable, UnexpectedAnswer. */
export class Api {
  private readonly options: ApiOptions;

  constructor(options: ApiOptions) {
    this.options = options;
  }

  async get<T>(path: string, query: Query = {}): Promise<Answer<T>> {
    return json(await this.send({ method: 'GET', path, query, headers: { accept: 'application/json' } }));
  }

  async post<T>(path: string, body: object, options: WriteOptions = {}): Promise<Answer<T>> {
    return await this.write('POST', path, body, options);
  }

  async put<T>(path: string, body: object, options: WriteOptions = {}): Promise<Answer<T>> {
    return await this.write('PUT', path, body, options);
  }

  async delete<T>(path: string, body: object, options: WriteOptions = {}): Promise<Answer<T>> {
    return await this.write('DELETE', path, body, options);
  }

  private async write<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: object,
    options: WriteOptions,
  ): Promise<Answer<T>> {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      ...conditions(options),
    };
    return json(await this.send({ method, path, headers, body: JSON.stringify(body) }));
  }

  /** Posts a text as it is. */
  async postText<T>(
    path: string,
    query: Query,
    text: { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string },
    options: WriteOptions = {},
  ): Promise<Answer<T>> {
    const headers = { accept: 'application/json', 'content-type': text.mediaType, ...conditions(options) };
    return json(await this.send({ method: 'POST', path, query, headers, body: text.bytes }));
  }

  /** Sends a request, again where that may help, and gives the answer if it is a success. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    const { tries, sleep, onRetry } = this.options;
    for (let tried = 1; ; tried++) {
      const outcome = await this.once(request);
      const wait = tried < tries ? waitBefore(outcome, tried) : null;
      if (wait === null) return settle(outcome);
      onRetry(reasonOf(outcome), wait);
      await sleep(wait);
    }
  }

  /** Sends a request once and gives the answer's bytes as they come; the time limit is for its first. */
  async stream(request: ApiRequest): Promise<AsyncIterable<Uint8Array>> {
    const { timeoutMs } = this.options;
    const url = this.target(request);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException('no answer', 'TimeoutError')), timeoutMs);
    try {
      const response = await this.fetch(url, request, limit.signal);
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

  private async once(request: ApiRequest): Promise<ApiAnswer | Unreachable> {
    const { timeoutMs } = this.options;
    const url = this.target(request);
    try {
      const response = await this.fetch(url, request, AbortSignal.timeout(timeoutMs));
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { url, status: response.status, headers: response.headers, bytes };
    } catch (error) {
      return readFailure(url, timeoutMs, error);
    }
  }

  private async fetch(url: URL, request: ApiRequest, signal: AbortSignal): Promise<Response> {
    return await fetch(url, {
      method: request.method,
      headers: {
        authorization: `Bearer ${this.options.key}`,
        'user-agent': `clearance-cli/${VERSION}`,
        ...request.headers,
      },
      // A redirect would turn a POST into a GET; where it leads is for the caller to say.
      redirect: 'manual',
      signal,
      ...(request.body !== undefined && { body: request.body }),
    });
  }

  private target({ path, query = {} }: ApiRequest): URL {
    const url = new URL(this.options.url);
    url.pathname = url.pathname.replace(/\/+$/, '') + path;
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, `${value}`);
    }
    return url;
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

function conditions({ idempotencyKey = randomUUID(), ifMatch }: WriteOptions): Record<string, string> {
  const headers = { 'idempotency-key': idempotencyKey };
  return ifMatch === undefined ? headers : { ...headers, 'if-match': `"${ifMatch}"` };
}

function settle(outcome: ApiAnswer | Unreachable): ApiAnswer {
  if (outcome instanceof Unreachable) throw outcome;
  if (outcome.status < 200 || outcome.status > 299) throw failureOf(outcome);
  return outcome;
}

function json<T>(answer: ApiAnswer): Answer<T> {
  const text = new TextDecoder().decode(answer.bytes);
  try {
    return { value: JSON.parse(text) as T, text };
  } catch {
    throw new UnexpectedAnswer(
      `${answer.url.origin} answered ${answer.url.pathname} with something that is not JSON: is CLEARANCE_URL right?`,
    );
  }
}
