import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: passed on, not passed on, or done there and its answer thrown away. */
export type Fate = 'passed' | 'unsent' | 'unanswered';

/** Stands between the service and a ticket system, and loses what it is told to. */
export class LosingProxy {
  /** Requests by fate. */
  readonly counts: Record<Fate, number> = { passed: 0, unsent: 0, unanswered: 0 };
  fateOf: (method: string, path: string) => Fate = () => 'passed';

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('request', (incoming, answer) => this.pass(incoming, answer));
  }

  static async start(target: string): Promise<LosingProxy> {
    const server = createServer();
    const proxy = new LosingProxy(server, new URL(target));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming;
    const fate = this.fateOf(method, url);
    this.counts[fate] += 1;
    if (fate === 'unsent') return void incoming.socket.destroy();
    const { hostname, port } = this.target;
    const passed = request({
      hostname,
      port,
      method,
      path: url,
      // Some of them serve one connection at a time.
      agent: false,
      headers: { ...headers, host: this.target.host },
    });
    passed.on('error', () => incoming.socket.destroy());
    passed.on('response', (given) => {
      if (fate === 'unanswered') {
        given.resume();
        given.on('end', () => incoming.socket.destroy());
        return;
      }
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    incoming.pipe(passed);
  }
}
