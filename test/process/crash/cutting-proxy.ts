import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * How a statement's answer is lost: `answered`: the server has answered, the answer is thrown away; `running`: the
 * client is cut off at once, while the server has the statement; `unsent`: the server never gets it.
 */
export const CUTS = ['answered', 'running', 'unsent'] as const;
export type Cut = (typeof CUTS)[number];

/** A statement is complete with one of these messages: Query, or Sync after its parts. */
const STATEMENT_ENDS = new Set(['Q', 'S'].map((letter) => letter.charCodeAt(0)));

/**
 * A TCP proxy before a PostgreSQL server's unix socket that ends connections between a statement and its answer.
 * `decide` is asked at every statement; null lets its answer through.
 */
export class CuttingProxy {
  /** How often each kind of cut was made. */
  readonly cuts: Record<Cut, number> = { answered: 0, running: 0, unsent: 0 };
  private readonly connections = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly socketPath: string,
    private readonly decide: () => Cut | null,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async start(socketPath: string, decide: () => Cut | null): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server, socketPath, decide);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends all connections and takes no new ones. May be called again. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const connection of this.connections) connection.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(this.socketPath);
    const ends = new StatementEnds();
    let isCut = false;
    for (const socket of [client, server]) {
      this.connections.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.connections.delete(socket));
    }
    client.on('close', () => {
      // A server that was left with a statement ends it by itself: what it had begun is not to be undone here.
      if (isCut) server.end();
      else server.destroy();
    });
    server.on('close', () => client.destroy());
    client.on('data', (bytes) => {
      const cut = ends.within(bytes) ? this.decide() : null;
      if (cut === null || isCut) return void server.write(bytes);
      isCut = true;
      this.cuts[cut] += 1;
      if (cut !== 'unsent') server.write(bytes);
      if (cut !== 'answered') client.destroy();
    });
    server.on('data', (bytes) => {
      if (isCut) client.destroy();
      else client.write(bytes);
    });
  }
}

/** Finds the ends of statements in what a client sends (PostgreSQL's frontend protocol, version 3). */
class StatementEnds {
  private rest = Buffer.alloc(0);
  private isStarted = false;

  within(bytes: Buffer): boolean {
    this.rest = Buffer.concat([this.rest, bytes]);
    let found = false;
    for (;;) {
      // The first message has no letter before its length.
      const at = this.isStarted ? 1 : 0;
      if (this.rest.length < at + 4) return found;
      const length = at + this.rest.readUInt32BE(at);
      if (this.rest.length < length) return found;
      found ||= this.isStarted && STATEMENT_ENDS.has(this.rest[0] ?? 0);
      this.isStarted = true;
      this.rest = this.rest.subarray(length);
    }
  }
}
