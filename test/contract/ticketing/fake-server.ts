import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What connectors send, whichever system it is for. */
export interface FakeBody {
  readonly title?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly state?: string;
  readonly jql?: string;
  readonly nextPageToken?: string;
  readonly startAt?: number;
  readonly transition?: { readonly id: string };
  readonly fields?: {
    readonly project?: { readonly key?: string };
    readonly issuetype?: { readonly name?: string };
    readonly summary?: string;
    readonly description?: unknown;
    readonly labels?: string[];
  };
  /** Jira's remote links. */
  readonly globalId?: string;
  readonly object?: {
    readonly url?: string;
    readonly title?: string;
    readonly status?: { readonly resolved?: boolean };
  };
  /** Redmine's. */
  readonly issue?: Readonly<Record<string, string | number>>;
  /** Request Tracker's. */
  readonly Queue?: string;
  readonly Subject?: string;
  readonly Content?: string;
  readonly ContentType?: string;
  readonly RefersTo?: string;
  readonly AddRefersTo?: readonly string[];
  readonly DeleteRefersTo?: readonly string[];
  readonly Status?: string;
}

export interface FakeCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: FakeBody;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks as a real system documents, and refuses what that would refuse. */
export type FakeHandle = (call: FakeCall, system: FakeSystem) => FakeAnswer | Promise<FakeAnswer>;

/** A ticket as fakes keep it. */
export interface FakeTicket {
  readonly id: number;
  title: string;
  text: string;
  labels: string[];
  /** What it shows of items: an address, and whether that is settled. */
  links: Map<string, { url: string; isSettled: boolean | null }>;
  isClosed: boolean;
  comments: string[];
  updatedAt: string;
  change: { readonly by: string; readonly at: string } | null;
}

/** Tickets of a system that is not there, behind a server on loopback. */
export class FakeSystem {
  readonly tickets: FakeTicket[] = [];
  /** Requests that changed something. */
  readonly written: FakeCall[] = [];
  /** What is answered next, before anything is looked at. */
  next: FakeAnswer | null = null;
  /** Whether the account sees the place where its tickets go. */
  isVisible = true;
  url = '';
  private made = 0;
  private closeServer: () => void = () => undefined;

  async start(handle: FakeHandle): Promise<void> {
    const server = createServer((request, answer) => void this.answer(handle, request, answer));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.closeServer = () => {
      server.closeAllConnections();
      server.close();
    };
  }

  private async answer(handle: FakeHandle, request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? 'GET';
    const body = (text === '' ? {} : JSON.parse(text)) as FakeBody;
    const { headers } = request;
    const call = { method, path: url.pathname, query: url.searchParams, headers, body };
    const given = this.next ?? (await handle(call, this));
    this.next = null;
    if (method !== 'GET' && given.status < 300) this.written.push(call);
    answer.writeHead(given.status, {
      'content-type': 'application/json; charset=utf-8',
      ...given.headers,
    });
    answer.end(given.body === undefined ? '' : JSON.stringify(given.body));
  }

  stop(): void {
    this.closeServer();
  }

  add(title: string, text: string, labels: string[] = []): FakeTicket {
    const id = (this.made += 1);
    const ticket: FakeTicket = {
      id,
      title,
      text,
      labels,
      links: new Map(),
      isClosed: false,
      comments: [],
      updatedAt: new Date().toISOString(),
      change: null,
    };
    this.tickets.push(ticket);
    return ticket;
  }

  find(id: string | undefined): FakeTicket | undefined {
    return this.tickets.find((ticket) => `${ticket.id}` === id);
  }

  remove(ticket: FakeTicket): void {
    this.tickets.splice(this.tickets.indexOf(ticket), 1);
  }

  /** As a user would, or the connection's account. */
  set(ticket: FakeTicket, isClosed: boolean, by: string): void {
    const at = new Date().toISOString();
    Object.assign(ticket, { isClosed, updatedAt: at, change: { by, at } });
  }
}
