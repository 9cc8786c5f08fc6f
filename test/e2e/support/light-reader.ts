import { type ClientRequest, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';

export interface LightReaderOptions {
  readonly server: Server;
  readonly path: string;
  readonly key: string;
  readonly isZipped: boolean;
  /** Breaks the connection off after so many events, and comes back; null: never. */
  readonly cutAfter: () => number | null;
}

/**
 * A reader of the stream of events that keeps their ids alone, so that a test can have a thousand of them. A broken
 * connection is taken up again behind the last event that came whole, as EventSource does.
 */
export class LightReader {
  readonly ids: number[] = [];
  /** How often it was broken off. */
  cuts = 0;
  /** What the server said at the end. */
  closing: string | null = null;
  private request: ClientRequest | null = null;
  private isOver = false;

  constructor(
    private readonly options: LightReaderOptions,
    private last: number,
  ) {}

  /** Resolves when the server answers; throws where that is not with 200. */
  async open(): Promise<void> {
    const { server, path, key, isZipped } = this.options;
    const { port } = server.address() as AddressInfo;
    const headers = {
      authorization: `Bearer ${key}`,
      'last-event-id': `${this.last}`,
      ...(isZipped && { 'accept-encoding': 'gzip' }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      this.request = get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve);
      this.request.on('error', reject);
    });
    if (answer.statusCode !== 200) throw new Error(`a stream was answered with ${answer.statusCode}`);
    this.read(answer);
  }

  close(): void {
    this.isOver = true;
    this.request?.destroy();
  }

  private read(answer: IncomingMessage): void {
    const wanted = this.options.cutAfter();
    let rest = '';
    let seen = 0;
    let isCut = false;
    let id: string | null = null;
    const take = (text: string): void => {
      if (isCut) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data: {"reason"')) this.closing = line.slice(6);
        if (line.startsWith('id: ')) id = line.slice(4);
        // An id without data says how far was looked.
        if (id === null || !line.startsWith('data: ')) continue;
        // Its data may not be there yet: the event before it came whole.
        this.last = this.ids.at(-1) ?? this.last;
        seen += 1;
        if (wanted !== null && seen > wanted) {
          isCut = true;
          this.cuts += 1;
          this.request?.destroy();
          return;
        }
        this.ids.push(Number(id));
        id = null;
      }
    };
    const source = this.options.isZipped ? answer.pipe(createGunzip()) : answer;
    source.setEncoding('utf8').on('data', take);
    source.on('error', () => undefined);
    answer.on('error', () => undefined);
    answer.once('close', () => {
      if (isCut && !this.isOver) void this.open();
    });
  }
}
