import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** `busy`: 503 with Retry-After, and nothing is passed on; `cut`: passed on, but half of the answer comes back. */
export type Fault = 'busy' | 'cut' | 'none';

/** Stands before a service on loopback and does its faults to the first requests, one each; passes on the others. */
export class FaultyProxy {
  /** The Idempotency-Key of each request that came, in order. */
  readonly keys: (string | undefined)[] = [];
  private readonly server = createServer((request, response) => {
    this.handle(request, response).catch(() => request.socket.destroy());
  });

  static async open(service: string, faults: readonly Fault[]): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(service, [...faults]);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  private constructor(
    private readonly service: string,
    private readonly faults: Fault[],
  ) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const body = await buffer(request);
    this.keys.push(headers['idempotency-key'] as string | undefined);
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'busy') {
      response.writeHead(503, { 'retry-after': '1' }).end('{"detail":"busy"}');
      return;
    }
    const passed = ['authorization', 'content-type', 'idempotency-key'].flatMap((name): [string, string][] =>
      typeof headers[name] === 'string' ? [[name, headers[name]]] : [],
    );
    const answer = await fetch(this.service + url, {
      method,
      headers: passed,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-length': bytes.length });
    if (fault === 'none') response.end(bytes);
    else response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
  }
}
