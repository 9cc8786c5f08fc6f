import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // What a client sends is looked at member by member.
  readonly body: Record<string, never>;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A ticket as fakes keep it. */
export interface FakeTicket {
  readonly id: number;
  title: string;
  text: string;
  labels: string[];
  isClosed: boolean;
  comments: string[];
  updatedAt: string;
  change: { readonly by: string; readonly at: string } | null;
}

/** Tickets of a system that is not there, behind a server on loopback. */
export class FakeSystem {
  readonly tickets: FakeTicket[] = [];
  /** Requests that changed something. */
  writes = 0;
  url = '';
  private closeServer: () => void = () => undefined;

  /** `handle` speaks as the real one documents, and refuses what that would refuse. */
  async start(handle: (call: FakeCall, system: FakeSystem) => FakeAnswer): Promise<void> {
    const server = createServer(async (request, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url ?? '/', 'http://fake');
      const method = request.method ?? 'GET';
      const body = (text === '' ? {} : JSON.parse(text)) as FakeCall['body'];
      const given = handle(
        { method, path: url.pathname, query: url.searchParams, headers: request.headers, body },
        this,
      );
      if (method !== 'GET' && given.status < 300) this.writes += 1;
      answer.writeHead(given.status, { 'content-type': 'application/json; charset=utf-8' });
      answer.end(given.body === undefined ? '' : JSON.stringify(given.body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.closeServer = () => {
      server.closeAllConnections();
      server.close();
    };
  }

  stop(): void {
    this.closeServer();
  }

  add(title: string, text: string, labels: string[] = []): FakeTicket {
    const id = this.tickets.length + 1;
    const updatedAt = new Date().toISOString();
    const ticket = { id, title, text, labels, isClosed: false, comments: [], updatedAt, change: null };
    this.tickets.push(ticket);
    return ticket;
  }

  find(id: string | undefined): FakeTicket | undefined {
    return this.tickets.find((ticket) => `${ticket.id}` === id);
  }

  /** As a user would, or the connection's account. */
  set(ticket: FakeTicket, isClosed: boolean, by: string): void {
    const at = new Date().toISOString();
    Object.assign(ticket, { isClosed, updatedAt: at, change: { by, at } });
  }
}
