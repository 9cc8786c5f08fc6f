import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where a connection is cut: once so many bytes of the request were passed on, or so many of the answer. */
export interface ByteCut {
  readonly side: 'request' | 'answer';
  readonly after: number;
}

/**
 * A TCP proxy on a loopback port that cuts connections at a byte. `decide` is asked at every connection; null lets it be.
 * The server behind sees the connection end where it is cut, as it does when a network or a client goes away.
 */
export class ByteCutter {
  /** How many connections were cut, by side. */
  readonly cuts: Record<ByteCut['side'], number> = { request: 0, answer: 0 };
  private readonly connections = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
    private readonly decide: () => ByteCut | null,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async start(targetPort: number, decide: () => ByteCut | null): Promise<ByteCutter> {
    const server = createServer();
    const cutter = new ByteCutter(server, targetPort, decide);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cutter;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const connection of this.connections) connection.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(this.targetPort, '127.0.0.1');
    const cut = this.decide();
    for (const socket of [client, server]) {
      this.connections.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.connections.delete(socket));
    }
    // What was passed on already is to arrive: the server's side is ended, not torn down.
    client.on('close', () => server.end());
    server.on('close', () => client.destroy());
    this.pass(client, server, client, cut?.side === 'request' ? cut : null);
    this.pass(server, client, client, cut?.side === 'answer' ? cut : null);
  }

  private pass(from: Socket, to: Socket, client: Socket, cut: ByteCut | null): void {
    let left = cut?.after ?? Infinity;
    let isCut = false;
    const end = (side: ByteCut['side']): void => {
      isCut = true;
      this.cuts[side] += 1;
      client.destroy();
    };
    from.on('data', (bytes) => {
      if (isCut) return;
      const passed = bytes.subarray(0, left);
      left -= passed.length;
      if (!to.destroyed) to.write(passed);
      if (cut !== null && left <= 0) end(cut.side);
    });
  }
}
