import { isIP } from 'node:net';
import { type Agent, request } from 'undici';
import type { OutboundAllow } from '../../outbound-settings.js';
import { AddressGuard } from './address-guard.js';
import { bare, guardedAgent, type Resolve, resolveBySystem } from './guarded-agent.js';
import { type FailedCode, OutboundFailed, OutboundRefused } from './outbound-errors.js';

export interface OutboundRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Milliseconds from the call to the last byte of the answer; 5,000 where left out. */
  readonly timeoutMs?: number;
  /** Most bytes of the answer's body that are read; 64 KiB where left out. */
  readonly maxAnswerBytes?: number;
  /** Gives it up. */
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** Names in lower case; of several with one name, their values with commas between. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** True where there was more than `maxAnswerBytes`: the rest was not read, and the connection was closed. */
  readonly isCut: boolean;
  readonly durationMs: number;
}

export interface OutboundClientOptions {
  readonly allow: OutboundAllow;
  /** For tests. */
  readonly resolve?: Resolve;
  readonly ca?: string;
}

const OUTBOUND_TIMEOUT_MS = 5_000;
const OUTBOUND_ANSWER_BYTES = 64 * 1024;

const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/;

/**
 * Sends HTTP requests to where somebody outside said they should go: guarded (address-guard.ts), bounded in time and
 * size, certificates checked, redirects given back as they are. Shared by webhooks and connectors.
 */
export class OutboundClient {
  private readonly guard: AddressGuard;
  private readonly agent: Agent;

  constructor({ allow, resolve = resolveBySystem, ca }: OutboundClientOptions) {
    this.guard = new AddressGuard(allow);
    this.agent = guardedAgent({ guard: this.guard, resolve, ...(ca === undefined ? {} : { ca }) });
  }

  /**
   * The URL as it would be asked, or throws OutboundRefused where it never could be: no http(s), with user and
   * password, a literal address that is closed, or plain http to a public place. Names are resolved when they are asked.
   */
  checkUrl(text: string): URL {
    if (!URL.canParse(text)) throw new OutboundRefused('invalid_url', 'this is no URL');
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw new OutboundRefused('scheme', `"${url.protocol}" is neither https nor http`);
    if (url.username !== '' || url.password !== '')
      throw new OutboundRefused('invalid_url', 'a URL that is sent to holds no user and no password');
    const host = bare(url.hostname);
    if (isIP(host) !== 0) {
      this.guard.check(host, host);
      if (url.protocol === 'http:' && !this.guard.isOpened(host, host))
        throw new OutboundRefused(
          'scheme',
          'https is asked for, but for what CLEARANCE_OUTBOUND_ALLOW names',
        );
    }
    return url;
  }

  /** Throws OutboundRefused where nothing was sent, OutboundFailed where no whole answer came. Any status is an answer. */
  async request(asked: OutboundRequest): Promise<OutboundAnswer> {
    const { method, headers = {}, body = null, timeoutMs = OUTBOUND_TIMEOUT_MS } = asked;
    const url = this.checkUrl(asked.url);
    const started = performance.now();
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = asked.signal ? AbortSignal.any([timeout, asked.signal]) : timeout;
    try {
      const answer = await request(url, {
        method,
        headers: { ...headers },
        body,
        signal,
        dispatcher: this.agent,
      });
      const read = await readBounded(answer.body, asked.maxAnswerBytes ?? OUTBOUND_ANSWER_BYTES);
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
        ),
        ...read,
        durationMs: Math.round(performance.now() - started),
      };
    } catch (error) {
      throw timeout.aborted ? tooLate(timeoutMs, error) : explained(error);
    }
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

async function readBounded(
  stream: AsyncIterable<Buffer>,
  most: number,
): Promise<{ body: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop destroys the stream, and its connection with it.
    if (size > most) return { body: Buffer.concat(chunks).subarray(0, most), isCut: true };
  }
  return { body: Buffer.concat(chunks), isCut: false };
}

function tooLate(ms: number, cause: unknown): OutboundFailed {
  return new OutboundFailed('timeout', `no whole answer came within ${ms} ms`, cause);
}

function explained(error: unknown): Error {
  if (error instanceof OutboundRefused || error instanceof OutboundFailed) return error;
  if (!(error instanceof Error)) return new OutboundFailed('connection', 'the request failed', error);
  const code = 'code' in error ? String(error.code) : error.name;
  const kind: FailedCode = TLS_CODES.test(code)
    ? 'tls'
    : code === 'UND_ERR_CONNECT_TIMEOUT'
      ? 'timeout'
      : error.name === 'AbortError'
        ? 'aborted'
        : 'connection';
  return new OutboundFailed(kind, `${error.message} (${code})`, error);
}
