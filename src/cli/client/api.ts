import type { BodyOf } from '../../client/answered.js';
import { type ClearanceClient, createClearanceClient } from '../../client/client.js';
import { BadName } from '../../client/path-name.js';
import { UnexpectedAnswer, WrongUsage } from '../failures.js';
import type { Answer, ApiAnswer } from './answer.js';
import { Transport, type TransportOptions } from './transport.js';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ApiRequest {
  readonly method: string;
  /** Its names encoded; may end in a query of its own. */
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

export interface ApiOptions extends TransportOptions {
  readonly url: URL;
}

/** Calls the service. Failed calls throw CliFailures: ServiceProblem, Unreachable, UnexpectedAnswer. */
export class Api {
  /** Calls by path with the types of openapi.json, which `answer` takes. */
  readonly http: ClearanceClient;
  private readonly transport: Transport;
  private readonly url: URL;
  private readonly texts = new WeakMap<Response, string>();

  constructor(options: ApiOptions) {
    this.transport = new Transport(options);
    this.url = options.url;
    this.http = createClearanceClient({
      url: options.url.href,
      fetch: async (request) => await this.carry(request),
    });
  }

  /** What a call of `http` answered, with the text that says it. */
  async answer<T>(
    call: Promise<{ readonly data?: T; readonly response: Response }>,
  ): Promise<Answer<BodyOf<NonNullable<T>>>> {
    try {
      const { data, response } = await call;
      return { value: data as BodyOf<NonNullable<T>>, text: this.texts.get(response) ?? '' };
    } catch (error) {
      throw error instanceof BadName ? new WrongUsage(error.message) : error;
    }
  }

  /** Sends a request that is put together from data, and reads its answer as JSON. */
  async call<T>(request: ApiRequest): Promise<Answer<T>> {
    const headers = { accept: 'application/json', ...request.headers };
    return json(await this.send({ ...request, headers }));
  }

  /** Sends a request, again where that may help, and gives the answer if it is a success. */
  async send(request: ApiRequest): Promise<ApiAnswer> {
    return await this.transport.send({ headers: {}, ...request, url: this.target(request) });
  }

  /** Sends a request once and gives the answer's bytes as they come; the time limit is for its first. */
  async stream(request: ApiRequest): Promise<AsyncIterable<Uint8Array>> {
    return await this.transport.stream({ headers: {}, ...request, url: this.target(request) });
  }

  private async carry(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer());
    const answer = await this.transport.send({
      method: request.method,
      url: new URL(request.url),
      headers: { accept: 'application/json', ...Object.fromEntries(request.headers) },
      ...(request.body !== null && { body }),
    });
    const { text } = json(answer);
    const response = new Response(text, { status: answer.status });
    this.texts.set(response, text);
    return response;
  }

  private target({ path, query = {} }: ApiRequest): URL {
    const url = new URL(this.url.href.replace(/\/+$/, '') + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, `${value}`);
    }
    return url;
  }
}

/** The headers of a request that say what its sender has seen and whether it is sent again. */
export function conditions({ idempotencyKey, ifMatch }: WriteOptions): Record<string, string> {
  return {
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
  };
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
