import { connect } from 'node:net';

/** A request as it goes over the wire, and alone on its connection. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer that came whole. */
export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The bytes of a request with a JSON body (RFC 9112). */
export function requestBytes({ method, path, headers, body }: RawRequest): Buffer {
  const json = Buffer.from(JSON.stringify(body));
  const all = {
    host: '127.0.0.1',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': `${json.length}`,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), json]);
}

/** Sends bytes on a connection of their own; null where no whole answer came back. */
export async function exchange(port: number, bytes: Buffer): Promise<RawAnswer | null> {
  const chunks: Buffer[] = [];
  await new Promise<void>((settle) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => settle());
  });
  return wholeAnswer(Buffer.concat(chunks));
}

function wholeAnswer(bytes: Buffer): RawAnswer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  const body = bytes.subarray(end + 4);
  if (length === undefined || body.length < Number(length)) return null;
  return { status: Number(head.slice(9, 12)), body: JSON.parse(body.toString()) as unknown };
}
