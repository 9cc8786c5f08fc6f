import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the CloudEvent. */
  readonly event: { readonly type: string; readonly subject: string; readonly sequence: string };
}

/** How it answers a delivery: a status, or by its own hands. */
export type Answering = (
  received: Received,
  /** How often this id has come, this time included. */
  times: number,
) => number | ((response: ServerResponse) => void);

/** Somebody who is told of events, on a loopback port. */
export interface Receiver {
  readonly url: string;
  /** Everything that came, in order. */
  readonly received: Received[];
  /** What came and was answered with 2xx, each id once, in order. */
  readonly taken: () => Received[];
  answer: Answering;
  readonly close: () => Promise<void>;
}

/** `keepsBodies` false: what came is told by its id and head alone, for tests of how much is kept. */
export async function openReceiver({ keepsBodies = true } = {}): Promise<Receiver> {
  const received: Received[] = [];
  const taken = new Map<string, Received>();
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { type, subject, sequence } = JSON.parse(body) as Received['event'];
      const id = headers['webhook-id'] ?? '';
      const one: Received = keepsBodies
        ? { id, body, headers, event: JSON.parse(body) }
        : { id, body: '', headers: {}, event: { type, subject, sequence } };
      received.push(one);
      const count = (times.get(one.id) ?? 0) + 1;
      times.set(one.id, count);
      const answer = receiver.answer(one, count);
      if (typeof answer === 'function') {
        answer(response);
        return;
      }
      if (answer < 300 && !taken.has(one.id)) taken.set(one.id, one);
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=in-the-url`,
    received,
    taken: () => [...taken.values()],
    answer: () => 204,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
