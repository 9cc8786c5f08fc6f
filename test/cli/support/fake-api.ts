import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the fake service received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the fake service does with a request. */
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly text: string }
  | 'break the connection'
  | 'never answer';

/** A service on loopback that answers what it is told and remembers what it was asked. */
export class FakeApi {
  readonly received: Received[] = [];
  private readonly replies = new Map<string, Reply[]>();
  private readonly server = createServer((request, response) => void this.handle(request, response));

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  reset(): void {
    this.received.length = 0;
    this.replies.clear();
  }

  /** `route` such as `GET /v1/templates`; each reply is given once, the last one again and again. */
  on(route: string, ...replies: Reply[]): this {
    this.replies.set(route, replies);
    return this;
  }

  /** The one request that was received. */
  get only(): Received {
    const [request, ...others] = this.received;
    if (request === undefined || others.length > 0)
      throw new Error(`${this.received.length} requests were received, one was expected`);
    return request;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const { method = '', headers } = request;
    const body = await text(request);
    const query = Object.fromEntries(url.searchParams);
    this.received.push({ method, path: url.pathname, query, headers, body });
    const replies = this.replies.get(`${method} ${url.pathname}`) ?? [problem(404, 'unknown_route')];
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) as Reply;
    if (reply === 'never answer') return;
    if (reply === 'break the connection') {
      request.socket.destroy();
      return;
    }
    const isJson = 'json' in reply;
    const type = isJson ? 'application/json' : 'text/plain';
    response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
    response.end(isJson ? JSON.stringify(reply.json) : reply.text);
  }
}

/** A problem as the service answers it. */
export function problem(status: number, code: string, members: object = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    json: {
      type: `/problems/${code}`,
      title: `Title of ${code}`,
      status,
      detail: `Detail of ${code}.`,
      instance: '/v1/somewhere',
      code,
      request_id: 'req-1',
      ...members,
    },
  };
}

/** The pages of a list, as replies in order: each leads to the next by its cursor. */
export function pagesOf(...pages: readonly (readonly unknown[])[]): Reply[] {
  return pages.map((data, index) => ({
    json: { data, next_cursor: index < pages.length - 1 ? `cursor-${index + 1}` : null },
  }));
}
