import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';

export interface SseMessage {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** A reader of server-sent events as a browser reads them. */
export interface SseClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly messages: SseMessage[];
  readonly comments: string[];
  /** What it would come back with: the id of the newest block that came whole, with data or not. */
  readonly lastId: () => string | null;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  /** Takes nothing more from its connection until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Resolves with the head of the answer. */
export async function openSse(
  server: Server,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<SseClient> {
  const { port } = server.address() as AddressInfo;
  let request: ClientRequest | null = null;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request = get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject);
  });
  const messages: SseMessage[] = [];
  const comments: string[] = [];
  let rest = '';
  let lastId: string | null = null;
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) lastId = read(block, messages, comments) ?? lastId;
  });
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    messages,
    comments,
    lastId: () => lastId,
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => request?.destroy(),
  };
}

function read(block: string, messages: SseMessage[], comments: string[]): string | null {
  let [id, event]: [string | null, string] = [null, 'message'];
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) comments.push(line.slice(1).trim());
    else if (line.startsWith('id: ')) id = line.slice(4);
    else if (line.startsWith('event: ')) event = line.slice(7);
    else if (line.startsWith('data: ')) data.push(line.slice(6));
  }
  if (data.length > 0) messages.push({ id, event, data: data.join('\n') });
  return id;
}
